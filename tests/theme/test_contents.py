"""The metadata of an article or page, for readers and for machines."""

import json

import pytest
from browser import ORIGIN
from conftest import Build, Builder
from theme.reading import documents, soup, text_of

DRAFTS = ["drafts/a-draft-without-a-date.html", "drafts/pages/a-draft-of-a-page.html"]


def test_dates_without_the_plugin_have_no_label(full: Build):
    html = soup(full, "first.html")
    assert [tag["datetime"] for tag in html.select("article time")] == [
        "2024-02-29T10:00:00+00:00",
        "2024-03-02T00:00:00+00:00",
    ]
    assert html.find("meta", property="article:published_time")["content"] == "2024-02-29T10:00:00+00:00"
    assert html.find("meta", property="article:modified_time")["content"] == "2024-03-02T00:00:00+00:00"
    data = json.loads(html.find("script").get_text())
    assert (data["datePublished"], data["dateModified"]) == (
        "2024-02-29T10:00:00+00:00",
        "2024-03-02T00:00:00+00:00",
    )


def test_the_authors_label_comes_before_its_date(own: Build):
    html = soup(own, "about/index.html")
    assert text_of(html.select_one(".date")) == "Last updated: Oct 23, 2025"
    assert html.select_one(".date time")["datetime"].startswith("2025-10-23")
    assert json.loads(html.find("script").get_text())["dateModified"].startswith("2025-10-23")


def test_a_page_without_a_date_has_no_empty_line(plain: Build):
    assert not soup(plain, "pages/about-more.html").select(".meta")


@pytest.mark.parametrize("path", DRAFTS)
def test_a_draft_is_marked_and_excluded_from_search_engines(full: Build, path: str):
    html = soup(full, path)
    assert text_of(html.select_one(".draft")).startswith("Draft")
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not html.select("time")


def test_only_drafts_hidden_contents_and_the_404_page_are_excluded_from_search_engines(full: Build):
    kept = [path for path in documents(full) if soup(full, path).find("meta", attrs={"name": "robots"})]
    assert kept == ["404.html", *DRAFTS, "hidden.html"]


NOINDEX = """
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
SITEURL = "https://example.org"
"""


@pytest.mark.parametrize(("value", "is_kept"), [("true", True), ("Yes", True), ("false", False), ("", False)])
def test_noindex_excludes_a_content_from_search_engines(build: Builder, value: str, is_kept: bool):
    """Pelican's own reader returns the field as text. The sitemap leaves it out, too."""
    built = build({"blog/x.md": f"Title: x\nDate: 2026-01-01\nNoindex: {value}\n\nx"}, NOINDEX)
    robots = [tag["content"] for tag in soup(built, "x.html").select("meta[name=robots]")]
    assert robots == ["noindex"] * is_kept
    assert ("<loc>https://example.org/x.html" in built.read("sitemap.xml")) != is_kept
    assert "x.html" in built.read("index.html")


def test_noindex_can_also_be_a_boolean_from_a_plugin(build: Builder):
    files = {
        "blog/x.md": "Title: x\nDate: 2026-01-01\nLang: en\nSlug: x\n\nx",
        "blog/x-fr.md": "Title: x\nDate: 2026-01-01\nLang: fr\nSlug: x\nNoindex: false\n\nx",
        "pages/y.md": "Title: y\n\ny",
    }
    built = build(files, NOINDEX + 'DEFAULT_METADATA = {"noindex": True}\n')
    kept = [path for path in documents(built) if soup(built, path).select("meta[name=robots]")]
    assert kept == ["pages/y.html", "x.html"]
    sitemap = built.read("sitemap.xml")
    assert "<loc>https://example.org/x-fr.html" in sitemap
    assert "https://example.org/x.html" not in sitemap and "/y.html" not in sitemap
    assert [tag["href"][-9:] for tag in soup(built, "x-fr.html").select("link[hreflang]")] == ["x-fr.html"]
    assert not soup(built, "x.html").select("link[hreflang]")


def test_written_feeds_are_linked(full: Build):
    for path in documents(full):
        for tag in soup(full, path).select("link[type*=xml]"):
            assert tag["href"].removeprefix(ORIGIN + "/") in full.written, (path, tag)
    announced = [tag["href"] for tag in soup(full, "tag/rust.html").select("link[type*=xml]")]
    assert f"{ORIGIN}/feeds/tag-rust.atom.xml" in announced
    assert f"{ORIGIN}/feeds/all.rss.xml" in announced


def test_a_disabled_feed_is_not_linked(own: Build):
    assert not any(soup(own, path).select("link[type*=xml]") for path in documents(own))


def test_each_document_has_one_canonical_url(full: Build):
    urls = {path: soup(full, path).select_one("link[rel=canonical]")["href"] for path in documents(full)}
    assert urls["index.html"] == f"{ORIGIN}/"
    assert urls["blog/index.html"] == f"{ORIGIN}/blog/"
    assert urls["blog/page/2/index.html"] == f"{ORIGIN}/blog/page/2/"
    assert urls["first.html"] == f"{ORIGIN}/first.html"
    assert len(set(urls.values())) == len(urls)


def test_translations_link_to_each_other_and_themselves(full: Build):
    """As Google requires: https://developers.google.com/search/docs/specialty/international/localized-versions."""
    html = soup(full, "first-fr.html")
    assert html.html["lang"] == "fr"
    assert {tag["hreflang"]: tag["href"] for tag in html.select("link[hreflang]")} == {
        "en": f"{ORIGIN}/first.html",
        "x-default": f"{ORIGIN}/first.html",
        "fr": f"{ORIGIN}/first-fr.html",
        "he": f"{ORIGIN}/first-he.html",
    }
    assert soup(full, "first-he.html").html["dir"] == "rtl"
