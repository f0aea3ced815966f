"""Every site builds, and every document has the common frame."""

import gzip
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser import ORIGIN, file_at
from conftest import ROOT, Build, build_sample_site
from theme.reading import documents, soup
from theme.sites import EVERYTHING, FOUND, STRICT, build_sample


@pytest.fixture(params=["plain", "strict", "full", "own"])
def site(request: pytest.FixtureRequest) -> Build:
    return request.getfixturevalue(request.param)


def test_every_site_builds_without_an_error(site: Build):
    assert site.status == 0, site.stderr
    assert "ERROR" not in site.stdout + site.stderr
    assert "CRITICAL" not in site.stdout + site.stderr


def test_a_build_with_strict_undefined_writes_the_same_documents(plain: Build, strict: Build):
    assert documents(strict) == documents(plain)


def test_every_document_has_its_frame(site: Build):
    for path in documents(site):
        html = soup(site, path)
        assert html.html["lang"], path
        assert html.html["dir"] in ("ltr", "rtl"), path
        assert html.title.get_text(strip=True), path
        assert [len(html.find_all(name)) for name in ("main", "h1")] == [1, 1], path
        assert len(html.select("body > header")) == len(html.select("body > footer")) == 1, path
        skip = html.body.find("a")
        assert html.find(id=skip["href"].removeprefix("#")).name == "main", path


def test_no_document_makes_a_request_to_another_host(site: Build):
    for path in documents(site):
        html = soup(site, path)
        assert not html.select("script[src]"), path
        for tag in html.select("img[src], link[rel=stylesheet], source, iframe, object, embed, video, audio"):
            assert urlsplit(tag.get("src") or tag.get("href") or "").netloc in ("", urlsplit(ORIGIN).netloc)


def has_target(site: Build, path: str, href: str) -> bool:
    """Return whether an internal link has a written file as its target, and its fragment exists there."""
    url = urlsplit(href)
    file = file_at(site.output, url.path or path)
    if not url.fragment or not file.is_file():
        return file.is_file()
    return soup(site, str(file.relative_to(site.output))).find(id=unquote(url.fragment)) is not None


def test_every_link_of_the_theme_has_a_target(site: Build):
    broken = set()
    for path in documents(site):
        for tag in soup(site, path).select("[href]"):
            href = str(tag["href"]).removeprefix(ORIGIN)
            outside = re.match(r"[a-z]+:|//", href)
            if not outside and not has_target(site, path, href):
                broken.add((path, href))
    assert not broken


def test_a_site_below_a_path_keeps_that_path_in_every_link(tmp_path: Path):
    built = build_sample(tmp_path, STRICT + EVERYTHING + 'SITEURL = "https://example.org/sub"\n')
    for path in documents(built):
        for tag in soup(built, path).select("body [href^='/'], head link[href^='/']"):
            pytest.fail(f"{path}: {tag}")
    menu = soup(built, "index.html").select(".menu a")
    assert menu[0]["href"] == "https://example.org/sub/blog/"


def test_pelican_makes_relative_links(tmp_path: Path):
    built = build_sample(tmp_path, STRICT + EVERYTHING + "RELATIVE_URLS = True\n")
    assert soup(built, "tag/rust.html").select_one(".crumbs a")["href"] == "../"
    assert not soup(built, "tag/rust.html").select("link[rel=canonical]")


def test_the_404_page_has_no_relative_url(full: Build, own: Build):
    """It is served at any depth."""
    for site in (full, own):
        for tag in soup(site, "404.html").select("[href], [src]"):
            assert re.match(r"/|#page:main|[a-z]+:", tag.get("href") or tag.get("src")), tag


def test_an_article_contains_only_the_css_that_it_uses(full: Build):
    assert "table{" not in full.read("first-fr.html")
    assert "table{" in full.read("first.html")


def compressed(site: Build, path: str) -> int:
    """Return the compressed size of a document in bytes, with its inline style sheet and scripts."""
    return len(gzip.compress(site.read(path).encode(), mtime=0))


def test_a_page_of_a_few_paragraphs_is_small(own: Build, tmp_path: Path):
    """Its frame, style sheet and scripts included."""
    published = build_sample_site(tmp_path, "-s", "publishconf.py")
    for site in (own, published):
        assert compressed(site, "about/index.html") <= 3_600


def test_every_document_fits_into_the_first_round_trip(own: Build):
    """Which carries about 14,000 bytes."""
    assert max(compressed(own, path) for path in documents(own)) <= 14_000


def test_two_builds_of_the_same_site_are_identical(tmp_path: Path):
    sites = []
    for seed in ("1", "2"):
        root = tmp_path / seed
        root.mkdir()
        sites.append(build_sample(root, STRICT + EVERYTHING + FOUND, PYTHONHASHSEED=seed))
    first, second = sites
    assert first.written == second.written
    for path in ["sitemap.xml", *documents(first)]:
        assert first.read(path) == second.read(path), path


def test_the_theme_has_every_template_that_pelican_requests():
    """If one is missing, Pelican uses its own template, and the page would look like another site."""
    ours = {path.name for path in (ROOT / "theme" / "templates").glob("*.html")}
    wanted = "index article page archives period_archives category tag author categories tags authors"
    assert {f"{name}.html" for name in wanted.split()} <= ours
