"""Whole sites: with a thousand articles, or one; in several languages; with drafts and hidden contents."""

from datetime import date, timedelta

from conftest import Build, Builder
from theme.reading import soup, text_of
from theme.sites import EVERYTHING, STRICT

SITE = "https://example.org"
PAGES = f"""
SITEURL = {SITE!r}
DEFAULT_PAGINATION, PAGINATED_TEMPLATES = 10, {{"index": None}}
PAGINATION_PATTERNS = [
    (1, "{{url}}", "{{save_as}}"),
    (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html"),
]
INDEX_SAVE_AS, INDEX_URL = "blog/index.html", "blog/"
"""


def listed(site: Build, path: str) -> list[str]:
    return [str(tag["href"]) for tag in soup(site, path).select(".listing .u-url")]


def test_a_thousand_articles_are_on_a_hundred_pages_and_in_the_archive(build: Builder):
    """One test, because the build takes some seconds."""
    first = date(2024, 1, 1)
    files = {f"blog/{n}.md": f"Title: {n}\nDate: {first + timedelta(n)}\n\nx" for n in range(1000)}
    built = build(files, PAGES)
    assert (built.status, built.stderr) == (0, "")
    assert "WARNING" not in built.stdout

    newest_first = [f"{SITE}/{n}.html" for n in reversed(range(1000))]
    assert listed(built, "archives.html") == newest_first

    urls = ["blog/", *(f"blog/page/{number}/" for number in range(2, 101))]
    assert [url for page in urls for url in listed(built, f"{page}index.html")] == newest_first
    for at in (0, 49, 99):
        html = soup(built, f"{urls[at]}index.html")
        around = {"prev": urls[at - 1 : at], "next": urls[at + 1 : at + 2]}
        for way, there in around.items():
            links = [link["href"] for link in html.select(f".pager [rel={way}]")]
            assert links == [f"{SITE}/{url}" for url in there]
        assert html.select_one("link[rel=canonical]")["href"] == f"{SITE}/{urls[at]}"
        assert text_of(html.select_one(".pager span")) == f"{at + 1} of 100"


def test_a_single_article_has_no_links_to_others(build: Builder):
    built = build({"blog/x.md": "Title: x\nDate: 2026-02-01\n\nx"}, STRICT + EVERYTHING)
    assert (built.status, built.stderr) == (0, "")
    for path in (
        "index.html",
        "blog/index.html",
        "archives.html",
        "archives/2026.html",
        "category/blog.html",
    ):
        assert len(listed(built, path)) == 1, path
        assert not soup(built, path).select(".pager"), path
    assert not soup(built, "x.html").select(".pager")


def test_in_several_languages_each_article_is_listed_once_and_links_to_its_translations(build: Builder):
    files = {
        "blog/a.md": "Title: A\nDate: 2026-02-02\nSlug: a\n\na",
        "blog/a-ja.md": "Title: あ\nDate: 2026-02-02\nSlug: a\nLang: ja\n\n本文",
        "blog/b-he.md": "Title: ב\nDate: 2026-02-01\nSlug: b\nLang: he\n\nב",
    }
    built = build(files, "ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = '{lang}/{slug}.html'\n")
    assert (built.status, built.stderr) == (0, "")
    assert listed(built, "index.html") == ["/a.html", "/he/b.html"]
    titles = soup(built, "index.html").select(".listing h3")
    assert [(tag.get("lang"), tag.get("dir")) for tag in titles] == [(None, None), ("he", "rtl")]
    for path, lang, other in (("a.html", "en", "/ja/a.html"), ("ja/a.html", "ja", "/a.html")):
        html = soup(built, path)
        assert html.html["lang"] == lang
        assert [tag["href"] for tag in html.select(".meta [hreflang]")] == [other]
    assert not soup(built, "he/b.html").select("[hreflang]")


def test_nothing_links_to_a_draft_or_to_a_hidden_content(found: Build):
    """No listing, no neighbouring article, no feed, no sitemap."""
    texts = [path for path in found.written if path.endswith((".html", ".xml", ".txt"))]
    others = [path for path in texts if not path.startswith(("drafts/", "hidden.html"))]
    assert 0 < len(others) < len(texts)
    for path in others:
        assert not any(name in found.read(path) for name in ("/drafts/", "/hidden.html")), path
