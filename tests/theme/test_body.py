"""The changes to the HTML of a content in its document, and nothing else is changed."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from monologue.theme.body import finish
from monologue.theme.html import parse_html, seen_in_html

TEXT = (Path(__file__).parent / "cases/body.txt").read_text(encoding="utf-8")
CASES = [case.strip("\n").split("\n") for case in TEXT.split("\n\n")[1:]]
NAMES = {
    "table": 'Table & "co"',
    "formula": "Formula",
    "to_do": "to do",
    "done": "done",
    "contents": "<Contents>",
}
SECTIONS = '<h2 id="a">A &amp; <em>b</em></h2><h2 class="x" id="c">C</h2>'


@pytest.mark.parametrize(("html", "shown"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_html_in_the_document(html: str, shown: str):
    assert finish(html, NAMES, "false", 0).html == (html if shown == "=" else shown)


@pytest.mark.parametrize("html", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_finished_html_is_not_changed_again(html: str):
    """Each change is recognized when it is already there, except in headings that are formulas."""
    once = finish(html, NAMES, "false", 0).html
    assert finish(once, NAMES, "false", 0).html == once


def test_offsets_are_right_after_other_scripts_and_other_line_ends():
    assert finish("😀é\r\n<pre\rid=x>a</pre>", NAMES, "", 0).html == '😀é\n<pre tabindex="0"\nid=x>a</pre>'


@pytest.mark.parametrize(
    ("wanted", "minimum", "links"),
    [("", 2, 2), ("", 3, 0), ("", 0, 0), ("true", 0, 2), ("True", 9, 2), ("false", 1, 0), ("False", 1, 0)],
)
def test_there_are_contents_if_requested_or_if_there_are_enough_sections(
    wanted: str, minimum: int, links: int
):
    contents = BeautifulSoup(finish(SECTIONS, NAMES, wanted, minimum).contents, "html.parser")
    assert [(link["href"], link.text) for link in contents.select("a")] == [("#a", "A & b"), ("#c", "C")][
        :links
    ]
    assert bool(contents.nav) == bool(links)


@pytest.mark.parametrize(
    "own",
    [
        '<div class="toc"><ul><li><a href="#c">C</a></li></ul></div>',
        "<DIV ID=x CLASS='big toc'><div><a href=#c>C</a></div></DIV>",
    ],
)
def test_the_authors_own_contents_are_removed_from_the_text_completely(own: str):
    body = finish(f"<p>a</p>{own}<p>b</p>", NAMES, "false", 0)
    assert body.html == "<p>a</p><p>b</p>"
    contents = BeautifulSoup(body.contents, "html.parser")
    assert contents.nav["aria-label"] == "<Contents>" and contents.a["href"] == "#c"


def test_own_contents_without_a_link_are_not_shown():
    body = finish('<div class="toc"><ul></ul></div><p>a</p>', NAMES, "", 6)
    assert (body.html, body.contents) == ("<p>a</p>", "")


def test_a_text_is_parsed_as_a_browser_parses_it():
    seen = seen_in_html(
        '<P LANG=ja CLASS="a b" style="x">y</P><style>a > b</style><!-- <video> -->&lt;form&gt;'
    )
    assert {"p", "style"} <= seen.tags and not seen.tags & {"video", "form"}
    assert seen.classes == {"a", "b"} and seen.languages == {"ja"}
    assert seen.styles == ("a > b",) and seen.has_style_attributes


def test_added_boxes_and_contents_are_part_of_what_is_seen():
    seen = finish("<table></table>" + SECTIONS, NAMES, "true", 0).seen
    assert {"scroll", "toc"} <= seen.classes and "details" in seen.tags


def test_scripts_and_styles_are_not_part_of_the_text():
    text = finish("<p>a</p><script>b</script><style>c</style>", NAMES, "", 0).text
    assert text.split() == ["a"]


PIECES = st.sampled_from(
    [
        *("<h1 id=a>", "</h1>", '<h2 class=x id="b c">', "</h2>", "<H3 ID=q>", "</h3>", "<pre>", "</pre>"),
        *("<table>", "<tr><td>", "</table>", "<math display=block>", "<mi>", "</math>", "<svg>", "</svg>"),
        *("<p>", "</p>", "<div>", "</div>", "<ul><li>", "</ul>", "<input type=checkbox disabled>", "x"),
        *("<script>", "</script>", "<!--", "-->", "<textarea>", "</textarea>", "&amp;", "<", "\n"),
        *("<button>", "</button>", "<summary>", "<details>", "</details>", "<template>", "</template>"),
    ]
)
ADDED = {"a", "div", "span"}


@settings(derandomize=True, max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_browser_finds_the_same_elements_and_text_as_before(html: str):
    """For any HTML: a change at a wrong offset would split a tag or end an element too early."""
    before, after = parse_html(html), parse_html(finish(html, NAMES, "false", 0).html)
    assert after.text == before.text
    names = [one.tag for one in before.iter_elements() if one.tag not in ADDED]
    if "h1" in names:
        names = [f"h{int(name[1]) + 1}" if name in {"h1", "h2", "h3"} else name for name in names]
    assert [one.tag for one in after.iter_elements() if one.tag not in ADDED] == names


def test_all_headings_of_a_text_with_an_h1_are_moved_down_before_the_contents_are_made():
    body = finish('<h1 id="a">A</h1><h2 id="b">B</h2><h6 id="c">C</h6><h1 id="d">D</h1>', NAMES, "true", 1)
    assert re.findall(r"<h\d|</h\d", body.html) == [
        "<h2",
        "</h2",
        "<h3",
        "</h3",
        "<h6",
        "</h6",
        "<h2",
        "</h2",
    ]
    assert re.findall(r'href="#(\w)"', body.contents) == ["a", "d"]


def test_a_section_without_a_title_is_not_in_the_contents():
    assert finish('<h2 id="a"> </h2>', NAMES, "true", 1).contents == ""


def test_the_time_grows_linearly_with_the_length_of_a_text():
    """With quadratic behaviour this would take minutes."""
    html = '<h2 id="a"><b>x</b></h2><table><tr><td>y</td></tr></table><pre>z</pre>' * 20_000
    assert finish(html, NAMES, "true", 0).html.count('tabindex="0"') == 40_000
