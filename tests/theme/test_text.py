"""Text is printed as text, and HTML as HTML."""

import json

import pytest
from conftest import Build, Builder
from theme.reading import soup, text_of

NASTY_TITLE = "<b>x</b> & {{ 7*7 }} </script><script>alert(1)</script> {% raw %}"
NASTY = "x-77-alert1-raw.html"


@pytest.mark.parametrize("kind", ["plain", "full"])
def test_a_title_is_printed_as_text_everywhere(request: pytest.FixtureRequest, kind: str):
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


def test_angle_brackets_in_a_title_are_kept(plain: Build):
    assert text_of(soup(plain, "first.html").h1) == 'First: `Vec<T>` & "co"'


def test_a_title_from_restructuredtext_is_not_escaped_twice(plain: Build):
    """docutils returns markup, `Tom &amp; Jerry`; Markdown returns text."""
    assert text_of(soup(plain, "tom-jerry-them.html").h1) == "Tom & Jerry, <them>"


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


def test_text_that_shows_a_tag_remains_text(plain: Build):
    html = soup(plain, "first.html")
    assert "Text that shows a tag, <table>, is not one; nor is <pre>." in text_of(html.main)


def test_scrolling_boxes_can_be_focused_by_keyboard(plain: Build):
    for path in ("first.html", "tom-jerry-them.html"):
        html = soup(plain, path)
        assert html.select("pre")
        assert all(tag.get("tabindex") == "0" for tag in html.select("pre"))
        assert all(tag.parent["tabindex"] == "0" for tag in html.select("table"))


def test_feeds_contain_the_content_unchanged(plain: Build):
    assert "tabindex" not in plain.read("feeds/all.atom.xml")
