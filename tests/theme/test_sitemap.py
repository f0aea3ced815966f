"""The sitemap and robots.txt."""

import re
from datetime import datetime
from xml.etree import ElementTree

from conftest import Build
from theme.reading import documents, soup

SITE = "https://example.org/sub"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(site: Build) -> dict[str, ElementTree.Element]:
    """Return the sitemap's entries by URL; each URL must occur once."""
    urls = ElementTree.fromstring(site.read("sitemap.xml")).findall("s:url", NAMES)
    found = {url.findtext("s:loc", "", NAMES): url for url in urls}
    assert len(found) == len(urls)
    return found


def test_the_sitemap_lists_each_document_that_search_engines_may_list(found: Build):
    """By its canonical URL, except the further documents of a listing; the articles on them are listed."""
    listed = set()
    assert [path for path in documents(found) if "/page/" in path]
    for path in documents(found):
        html = soup(found, path)
        if not html.select("meta[name=robots]") and "/page/" not in path:
            listed.add(html.select_one("link[rel=canonical]")["href"])
    assert set(entries(found)) == listed


def test_the_sitemap_has_the_modification_date_of_a_document(found: Build):
    found_entries = entries(found)
    changed = {url: entry.findtext("s:lastmod", "", NAMES) for url, entry in found_entries.items()}
    assert changed[f"{SITE}/first.html"] == "2024-03-02T00:00:00+00:00"
    assert changed[f"{SITE}/pages/dated.html"] == "2024-05-06T00:00:00+00:00"
    assert changed[f"{SITE}/tag/rust.html"] == "2024-02-29T10:00:00+00:00"
    assert changed[f"{SITE}/pages/about.html"] == ""
    assert all(datetime.fromisoformat(date).tzinfo for date in changed.values() if date)


def test_the_sitemap_has_the_same_translations_as_the_documents(found: Build):
    for path in ("first.html", "first-fr.html", "first-he.html"):
        entry = entries(found)[f"{SITE}/{path}"]
        named = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
        links = soup(found, path).select("link[hreflang]")
        assert named == {link["hreflang"]: link["href"] for link in links}
        assert named["x-default"] == f"{SITE}/first.html"
    assert not entries(found)[f"{SITE}/long.html"].findall("x:link", NAMES)


def test_robots_txt_allows_everything_and_names_the_sitemap(found: Build):
    lines = found.read("robots.txt").split("\n")
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert not re.search("Disallow", found.read("robots.txt"))
