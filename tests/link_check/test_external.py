"""Links to other sites are marked, and nothing else in a content changes."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from monologue.core.html import parse_fragment
from monologue.link_check.adapter.external import mark_external

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<a href="https://x.org">y</a>', '<a rel="external" href="https://x.org">y</a>'),
        ("<A\nHREF='//x.org/'>y</A>", "<A rel=\"external\"\nHREF='//x.org/'>y</A>"),
        ('<a rel="me nofollow" href="http://x.org">', '<a rel="me nofollow external" href="http://x.org">'),
        ("<a href=//x.org rel=me>", '<a href=//x.org rel="me external">'),
        ("<a href='//x.org'rel>", "<a href='//x.org'rel=\"external\">"),
        ('<a rel="&quot;" href="//x.org">', '<a rel="&quot; external" href="//x.org">'),
        ('<a title=">" href="//x.org">', '<a rel="external" title=">" href="//x.org">'),
    ],
)
def test_a_link_to_another_site_is_marked(html: str, marked: str) -> None:
    assert mark_external(html, SITE) == marked
    assert mark_external(marked, SITE) == marked


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x">y</a> <a href="#x">y</a> <a name="x">y</a> <a>y</a>',
        '<a href="https://example.org/x">y</a> <a href="https://example.org">y</a>',
        '<a href="&#109;ailto:me@x.org">&#109;e</a>',
        '<!-- <a href="//x.org"> --><script>"<a href=//x.org>"</script><pre>&lt;a href="//x.org"&gt;</pre>',
        '<img src="https://x.org/y.png"><svg viewBox="0 0 1 1"></svg>&nbsp;&hellip;',
        "<a href=//x.org REL=External>y</a> <a rel='external' href='//x.org'>y</a>",
        "",
    ],
)
def test_all_else_stays_byte_for_byte(html: str) -> None:
    assert mark_external(html, SITE) == html


def test_a_host_that_begins_like_the_site_is_another_site() -> None:
    assert "external" in mark_external('<a href="https://example.organic/">y</a>', SITE)


def test_without_a_site_url_every_host_is_another_site() -> None:
    assert "external" in mark_external('<a href="https://example.org/">y</a>', "")


HREF = st.sampled_from(["//x.org", "https://x.org/?a=1&amp;b=2", "/x", "https://example.org/", "#x"])
QUOTED = st.builds("{0}{1}{0}".format, st.sampled_from(["'", '"']), HREF)
REL = st.sampled_from(["", " rel", " rel=me", ' rel="me  other"', " REL='A b'", ' rel="&lt;"'])
TAG = st.builds("<{}\n href={} title='>\"'{}>".format, st.sampled_from(["a", "A"]), QUOTED, REL)

WITHOUT_REL = re.compile(r""" rel(="[^"]*"|='[^']*'|=me)?""", re.IGNORECASE)


@given(st.lists(st.one_of(TAG, st.sampled_from(["</a>", "<p>", "text é", "<!-- x -->", "&amp;"]))))
def test_both_parsers_find_the_same_marks_and_the_rest_is_unchanged(pieces: list[str]) -> None:
    html = "".join(pieces)
    marked = mark_external(html, SITE)
    elements = parse_fragment(marked, source_locations=True).iter_elements("a")
    ours = {
        element.source_location.start_tag: (element.attr("rel") or "").split()
        for element in elements
        if element.source_location
    }
    tags = BeautifulSoup(marked, "html.parser").find_all("a")
    assert [ours[place] for place in sorted(ours)] == [tag.get_attribute_list("rel") for tag in tags]
    for tag in tags:
        assert ("external" in tag.get_attribute_list("rel")) is ("x.org" in str(tag["href"]))
    assert WITHOUT_REL.sub("", marked) == WITHOUT_REL.sub("", html)
