"""Every kind of document renders, says what it is, and prints text as text."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Build, Builder
from theme.browser import ORIGIN, file_at
from theme.conftest import EVERYTHING, STRICT, build_sample

NASTY_TITLE = "<b>x</b> & {{ 7*7 }} </script><script>alert(1)</script> {% raw %}"
NASTY = "x-77-alert1-raw.html"
DRAFTS = ["drafts/a-draft-without-a-date.html", "drafts/pages/a-draft-of-a-page.html"]


@cache
def soup(site: Build, path: str) -> BeautifulSoup:
    return BeautifulSoup(site.read(path), "html.parser")


def documents(site: Build) -> list[str]:
    return [path for path in site.written if path.endswith(".html")]


def text_of(tag: object) -> str:
    return " ".join(tag.get_text().split())  # type: ignore[attr-defined]


@pytest.fixture(params=["plain", "strict", "full", "own"])
def site(request: pytest.FixtureRequest) -> Build:
    return request.getfixturevalue(request.param)


def test_every_site_builds_without_an_error(site: Build):
    assert site.status == 0, site.stderr
    assert "ERROR" not in site.stdout + site.stderr
    assert "CRITICAL" not in site.stdout + site.stderr


def test_a_build_where_nothing_may_be_undefined_writes_the_same_documents(plain: Build, strict: Build):
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


def test_no_document_runs_a_script_or_asks_another_host(site: Build):
    for path in documents(site):
        html = soup(site, path)
        assert {tag.get("type") for tag in html.find_all("script")} <= {"application/ld+json"}, path
        for tag in html.select("img[src], link[rel=stylesheet], source, iframe, object, embed, video, audio"):
            assert urlsplit(tag.get("src") or tag.get("href") or "").netloc in ("", urlsplit(ORIGIN).netloc)


def leads_somewhere(site: Build, path: str, href: str) -> bool:
    """Whether a link of this site leads to a written file, and to what its fragment names there."""
    url = urlsplit(href)
    file = file_at(site.output, url.path or path)
    if not url.fragment or not file.is_file():
        return file.is_file()
    return soup(site, str(file.relative_to(site.output))).find(id=unquote(url.fragment)) is not None


def test_every_link_of_the_theme_leads_somewhere(site: Build):
    broken = set()
    for path in documents(site):
        for tag in soup(site, path).select("[href]"):
            href = str(tag["href"]).removeprefix(ORIGIN)
            outside = re.match(r"[a-z]+:|//", href)
            if not outside and not leads_somewhere(site, path, href):
                broken.add((path, href))
    assert not broken


def test_a_site_below_a_path_keeps_that_path_in_every_link(tmp_path: Path):
    built = build_sample(tmp_path, STRICT + EVERYTHING + 'SITEURL = "https://example.org/sub"\n')
    for path in documents(built):
        for tag in soup(built, path).select("body [href^='/'], head link[href^='/']"):
            pytest.fail(f"{path}: {tag}")
    menu = soup(built, "index.html").select(".menu a")
    assert menu[0]["href"] == "https://example.org/sub/blog/"


def test_relative_links_are_left_to_pelican(tmp_path: Path):
    built = build_sample(tmp_path, STRICT + EVERYTHING + "RELATIVE_URLS = True\n")
    assert soup(built, "tag/rust.html").select_one(".crumbs a")["href"] == "../"
    assert not soup(built, "tag/rust.html").select("link[rel=canonical]")


@pytest.mark.parametrize("kind", ["plain", "full"])
def test_a_title_is_printed_as_text_wherever_it_stands(request: pytest.FixtureRequest, kind: str):
    site = request.getfixturevalue(kind)
    html = soup(site, NASTY)
    assert text_of(html.h1) == NASTY_TITLE
    assert html.title.get_text().startswith(NASTY_TITLE)
    assert html.find("meta", property="og:title")["content"] == NASTY_TITLE
    assert json.loads(html.find("script").get_text())["headline"] == NASTY_TITLE
    assert html.find("meta", attrs={"name": "description"})["content"].startswith('" onload="alert(2)')
    assert not html.select("b, u, i, s, [onload]")
    listed = [text_of(tag) for tag in soup(site, "archives.html").select(".listing h3")]
    assert NASTY_TITLE in listed


def test_the_names_of_terms_and_authors_are_printed_as_text(full: Build):
    html = soup(full, NASTY)
    assert [text_of(tag) for tag in html.select(".filed-under a")] == ["<u>cat</u>", '<i>tag</i> & "quotes"']
    assert [text_of(tag) for tag in html.select("[rel=author]")] == ["<s>Ann</s>", "O'Bob & Sons"]
    assert text_of(soup(full, "tag/tag-quotes.html").h1) == '<i>tag</i> & "quotes"'
    assert "<i>tag</i>" in text_of(soup(full, "tags.html").main)


def test_generics_in_a_title_lose_nothing(plain: Build):
    assert text_of(soup(plain, "first.html").h1) == 'First: `Vec<T>` & "co"'


def test_a_title_from_restructuredtext_is_not_escaped_twice(plain: Build):
    """docutils gives markup, `Tom &amp; Jerry`; Markdown gives text."""
    assert text_of(soup(plain, "tom-jerry-them.html").h1) == "Tom & Jerry, <them>"


def test_text_that_shows_a_tag_stays_text(plain: Build):
    html = soup(plain, "first.html")
    assert "Text that shows a tag, <table>, is not one; nor is <pre>." in text_of(html.main)


def test_what_scrolls_can_be_reached_by_keyboard(plain: Build):
    for path in ("first.html", "tom-jerry-them.html"):
        html = soup(plain, path)
        assert html.select("pre")
        assert all(tag.get("tabindex") == "0" for tag in html.select("pre"))
        assert all(tag.parent["tabindex"] == "0" for tag in html.select("table"))


def test_feeds_carry_the_content_as_it_was_written(plain: Build):
    assert "tabindex" not in plain.read("feeds/all.atom.xml")


def test_dates_without_the_plugin_stand_alone(full: Build):
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


def test_the_authors_words_stand_before_their_date(own: Build):
    html = soup(own, "about/index.html")
    assert text_of(html.select_one(".date")) == "Last updated: Oct 23, 2025"
    assert html.select_one(".date time")["datetime"].startswith("2025-10-23")
    assert json.loads(html.find("script").get_text())["dateModified"].startswith("2025-10-23")


def test_a_label_is_printed_as_text(build: Builder):
    entry = 'C("<b>l</b>", "<i>t</i>", "2025\\"><script>")'
    settings = f"""
from collections import namedtuple
from pelican.plugins import signals
C = namedtuple("C", "label text datetime")
def label(content): content.date_entries = [{entry}]
signals.content_object_init.connect(label)
"""
    built = build({"pages/x.md": "Title: x\n\nx"}, settings)
    html = soup(built, "pages/x.html")
    assert text_of(html.select_one(".date")) == "<b>l</b> <i>t</i>"
    assert html.select_one("time")["datetime"] == '2025"><script>'


def test_a_page_without_a_date_has_no_empty_line(plain: Build):
    assert not soup(plain, "pages/about-more.html").select(".meta")


@pytest.mark.parametrize("path", DRAFTS)
def test_a_draft_says_so_and_is_kept_from_search_engines(full: Build, path: str):
    html = soup(full, path)
    assert text_of(html.select_one(".draft")).startswith("Draft")
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not html.select("time")


def test_only_drafts_and_the_missing_page_are_kept_from_search_engines(full: Build):
    hidden = [path for path in documents(full) if soup(full, path).find("meta", attrs={"name": "robots"})]
    assert hidden == ["404.html", *DRAFTS]


def test_feeds_are_announced_where_they_are_written(full: Build):
    for path in documents(full):
        for tag in soup(full, path).select("link[type*=xml]"):
            assert tag["href"].removeprefix(ORIGIN + "/") in full.written, (path, tag)
    announced = [tag["href"] for tag in soup(full, "tag/rust.html").select("link[type*=xml]")]
    assert f"{ORIGIN}/feeds/tag-rust.atom.xml" in announced
    assert f"{ORIGIN}/feeds/all.rss.xml" in announced


def test_no_feed_is_announced_that_is_switched_off(own: Build):
    assert not any(soup(own, path).select("link[type*=xml]") for path in documents(own))


def test_each_document_has_one_canonical_url(full: Build):
    urls = {path: soup(full, path).select_one("link[rel=canonical]")["href"] for path in documents(full)}
    assert urls["index.html"] == f"{ORIGIN}/"
    assert urls["blog/index.html"] == f"{ORIGIN}/blog/"
    assert urls["blog/page/2/index.html"] == f"{ORIGIN}/blog/page/2/"
    assert urls["first.html"] == f"{ORIGIN}/first.html"
    assert len(set(urls.values())) == len(urls)


def test_translations_name_each_other(full: Build):
    html = soup(full, "first-fr.html")
    assert html.html["lang"] == "fr"
    assert {tag["hreflang"]: tag["href"] for tag in html.select("link[hreflang]")} == {
        "en": f"{ORIGIN}/first.html",
        "he": f"{ORIGIN}/first-he.html",
    }
    assert soup(full, "first-he.html").html["dir"] == "rtl"


def test_a_listing_goes_from_year_to_year_newest_first(full: Build):
    html = soup(full, "archives.html")
    assert [text_of(tag) for tag in html.select(".year h2")] == ["2024", "2023", "2022"]
    dates = [tag["datetime"] for tag in html.select(".listing time")]
    assert dates == sorted(dates, reverse=True)


def test_a_listing_shows_a_sentence_of_each_article(full: Build):
    sentences = [text_of(tag) for tag in soup(full, "category/code.html").select(".listing p")]
    assert "A summary of its own." in sentences
    assert "reStructuredText, with its own classes." in sentences


def test_a_listing_of_several_documents_leads_through_them(full: Build):
    html = soup(full, "blog/page/2/index.html")
    pager = html.select_one(".pager")
    assert pager.select_one("[rel=prev]")["href"] == f"{ORIGIN}/blog/"
    assert pager.select_one("[rel=next]")["href"] == f"{ORIGIN}/blog/page/3/"
    assert html.title.get_text().startswith("Blog – page 2")


def test_a_period_says_which(full: Build):
    assert text_of(soup(full, "archives/2024.html").h1) == "2024"
    assert text_of(soup(full, "archives/2024-02.html").h1) == "February 2024"
    assert text_of(soup(full, "archives/2024-02-29.html").h1) == "29 February 2024"


def test_the_menu_marks_where_the_reader_is(full: Build):
    def current(path: str) -> list[str | None]:
        return [tag.get("aria-current") for tag in soup(full, path).select(".menu a")][:2]

    assert current("blog/index.html") == ["page", None]
    assert current("blog/page/2/index.html") == ["true", None]
    assert current("index.html") == [None, None]


def test_menus_and_links_come_from_the_settings(full: Build):
    html = soup(full, "index.html")
    assert [text_of(tag) for tag in html.select(".menu a")] == [
        "Blog & more",
        "Elsewhere",
        "About & more",
        "Dated",
        "<u>cat</u>",
        "code",
        "misc",
    ]
    assert html.select_one(".site-footer [rel=me]")["href"] == "https://example.org/@me"
    assert "A <link>" in text_of(html.footer)


def test_a_site_without_an_article_still_reads(build: Builder):
    built = build({"pages/about.md": "Title: About\n\nHello."}, STRICT + EVERYTHING)
    assert built.status == 0, built.stderr
    for path in ("index.html", "blog/index.html", "archives.html", "tags.html"):
        assert "Nothing here yet." in text_of(soup(built, path).main)


def test_the_missing_page_has_no_relative_address(full: Build, own: Build):
    """It is served at any depth."""
    for site in (full, own):
        for tag in soup(site, "404.html").select("[href], [src]"):
            assert re.match(r"/|#page:main|[a-z]+:", tag.get("href") or tag.get("src")), tag


def test_an_article_carries_only_the_css_that_it_uses(full: Build):
    assert "table{" not in full.read("first-fr.html")
    assert "table{" in full.read("first.html")


def test_the_about_page_comes_in_the_first_round_trip(own: Build):
    """In bytes, compressed, style included; a first round trip carries about 14,000."""
    assert len(gzip.compress(own.read("about/index.html").encode(), mtime=0)) <= 5_500


def test_the_same_site_is_written_twice_the_same(tmp_path: Path):
    sites = []
    for seed in ("1", "2"):
        root = tmp_path / seed
        root.mkdir()
        sites.append(build_sample(root, STRICT + EVERYTHING, PYTHONHASHSEED=seed))
    first, second = sites
    assert first.written == second.written
    for path in documents(first):
        assert first.read(path) == second.read(path), path


def test_every_template_that_pelican_asks_for_is_ours():
    """Where one is missing, Pelican takes its own, and it would look like another site."""
    ours = {path.name for path in (ROOT / "theme" / "templates").glob("*.html")}
    wanted = "index article page archives period_archives category tag author categories tags authors"
    assert {f"{name}.html" for name in wanted.split()} <= ours
