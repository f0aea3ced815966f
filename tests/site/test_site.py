"""A site with the default settings, and what differs when it is published."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import Build, build_sample_site


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_sample_site(tmp_path_factory.mktemp("developed"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_sample_site(tmp_path_factory.mktemp("published"), "-s", "publishconf.py")


@pytest.mark.parametrize("kind", ["developed", "published"])
def test_the_site_builds_without_a_warning(kind: str, request: pytest.FixtureRequest) -> None:
    site: Build = request.getfixturevalue(kind)
    assert site.status == 0, site.stderr
    assert site.stderr == ""
    assert "WARNING" not in site.stdout and "ERROR" not in site.stdout


@pytest.mark.parametrize("kind", ["developed", "published"])
def test_the_blog_lists_the_worklogs_newest_first(kind: str, request: pytest.FixtureRequest) -> None:
    site: Build = request.getfixturevalue(kind)
    listing = BeautifulSoup(site.read("blog/index.html"), "html.parser")
    hrefs = [str(link["href"]) for link in listing.select("main h2 a, main h3 a")]
    assert [href.split("/")[-2] for href in hrefs] == ["every-element", "a-run-that-stopped"]


def test_a_published_site_has_a_feed_and_no_draft(published: Build) -> None:
    feed = published.read("feeds/all.atom.xml")
    assert "https://example.org/blog/a-run-that-stopped/" in feed
    assert "2025-10-30T00:00:00+00:00" in feed
    assert "Unfinished" not in feed + published.read("sitemap.xml") + published.read("index.html")
    assert not [path for path in published.written if "draft" in path or "unfinished" in path]


def test_a_draft_has_an_address_before_the_site_is_published(developed: Build) -> None:
    assert "drafts/unfinished/index.html" in developed.written


def test_a_translation_is_at_an_address_of_its_language(published: Build) -> None:
    french = BeautifulSoup(published.read("fr/blog/a-run-that-stopped/index.html"), "html.parser")
    (link,) = french.select('link[rel="alternate"][hreflang="en"]')
    assert link["href"] == "https://example.org/blog/a-run-that-stopped/"


def test_a_published_site_has_a_sitemap_and_a_robots_txt_that_names_it(published: Build) -> None:
    sitemap = published.read("sitemap.xml")
    assert "<loc>https://example.org/about/</loc>\n<lastmod>2025-10-23T00:00:00+00:00</lastmod>" in sitemap
    assert "404" not in sitemap and "draft" not in sitemap
    assert "Sitemap: https://example.org/sitemap.xml" in published.read("robots.txt")


def test_an_environment_variable_sets_the_url_of_the_published_site(tmp_path: Path) -> None:
    site = build_sample_site(tmp_path, "-s", "publishconf.py", SITEURL="https://user.github.io/project")
    assert "https://user.github.io/project/blog/" in site.read("feeds/all.atom.xml")
