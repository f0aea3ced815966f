"""The project's own site, built with its own settings."""

import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Build, run_pelican
from forked import run_module

ABOUT_SHA256 = "157afbf89e8144d1273adb78d5e6770c1c027e38c7ab0d38afcc952f0003e5f1"


def build_site(folder: Path, *arguments: str, **environment: str) -> Build:
    done = run_pelican(ROOT, "content", "-o", str(folder / "output"), *arguments, **environment)
    return Build(folder, done.status, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_site(tmp_path_factory.mktemp("developed"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_site(tmp_path_factory.mktemp("published"), "-s", "publishconf.py")


def about(site: Build) -> BeautifulSoup:
    return BeautifulSoup(site.read("about/index.html"), "html.parser")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (tag,) = soup.select(selector)
    return tag


def test_the_source_of_the_about_page_is_unchanged_byte_for_byte() -> None:
    source = (ROOT / "content/pages/about.md").read_bytes()
    assert hashlib.sha256(source).hexdigest() == ABOUT_SHA256


@pytest.mark.parametrize("kind", ["developed", "published"])
def test_the_site_builds_without_a_warning(kind: str, request: pytest.FixtureRequest) -> None:
    site: Build = request.getfixturevalue(kind)
    assert site.status == 0, site.stderr
    assert site.stderr == ""
    assert "WARNING" not in site.stdout and "ERROR" not in site.stdout


def test_the_about_page_has_its_title_once_as_heading(developed: Build) -> None:
    page = about(developed)
    assert only(page, "h1").get_text(strip=True) == "My Monologue"
    assert "My Monologue" in only(page, "title").get_text()


def test_the_about_page_shows_one_date_with_the_label_of_its_front_matter(developed: Build) -> None:
    time = only(about(developed), "time")
    assert time.get_text() == "Oct 23, 2025"
    assert str(time["datetime"]).startswith("2025-10-23")
    assert time.parent is not None
    assert " ".join(time.parent.get_text().split()) == "Last updated: Oct 23, 2025"


def test_the_description_of_the_about_page_is_in_its_meta_tags(developed: Build) -> None:
    assert only(about(developed), 'meta[name="description"]')["content"] == "About page"


def test_the_text_of_the_about_page_is_intact(developed: Build) -> None:
    main = only(about(developed), "main")
    text = main.get_text()
    assert "language research—things like dataset curation" in text
    assert "0 — the complete resetting of my negative career scale — when" in text
    emphasis = main.select("em")
    assert any(link["href"].rstrip("/") == "/blog" for part in emphasis for link in part.select("a[href]"))
    assert only(main, "blockquote").get_text().strip().startswith("P.S. I'm actively looking")
    assert only(main, 'a[href="mailto:sumit@sumit.ml"]').get_text() == "Email"
    assert only(main, 'a[href="https://twitter.com/sumitdotml"]').get_text() == "Twitter"


@pytest.mark.parametrize("kind", ["developed", "published"])
def test_the_blog_lists_the_worklogs_newest_first(kind: str, request: pytest.FixtureRequest) -> None:
    site: Build = request.getfixturevalue(kind)
    listing = BeautifulSoup(site.read("blog/index.html"), "html.parser")
    hrefs = [str(link["href"]) for link in only(listing, "main").select("a[href]")]
    articles = [path.removesuffix("index.html") for path in site.written if path.startswith("blog/")]
    for article in set(articles) - {"blog/"}:
        assert any(href.endswith(f"/{article}") for href in hrefs), article
    assert "building-a-quiet-site/" in " ".join(hrefs)


def test_a_published_site_has_a_feed_and_no_draft(published: Build) -> None:
    feed = published.read("feeds/all.atom.xml")
    assert "https://example.org/blog/building-a-quiet-site/" in feed
    assert "2025-11-02T00:00:00+00:00" in feed
    assert not [path for path in published.written if "draft" in path]


def test_a_published_site_has_a_sitemap_and_a_robots_txt_that_names_it(published: Build) -> None:
    sitemap = published.read("sitemap.xml")
    assert "<loc>https://example.org/about/</loc>\n<lastmod>2025-10-23T00:00:00+00:00</lastmod>" in sitemap
    assert "404" not in sitemap and "draft" not in sitemap
    assert "Sitemap: https://example.org/sitemap.xml" in published.read("robots.txt")


def test_an_environment_variable_sets_the_url_of_the_published_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, "-s", "publishconf.py", SITEURL="https://user.github.io/project")
    assert "https://user.github.io/project/blog/" in site.read("feeds/all.atom.xml")


@pytest.mark.parametrize("folder", [".", "content/blog"])
def test_the_site_can_be_checked_from_any_folder(folder: str) -> None:
    done = run_module("invoke", "check", folder=ROOT / folder)
    assert done.returncode == 0, done.stderr
