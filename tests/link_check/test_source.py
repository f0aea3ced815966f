"""The position of a link in Markdown: the line and column of its first character."""

import re
from pathlib import Path

import pytest
from monologue.link_check.locate.source import front_matter_of, source_links, spots_of, without_front_matter

SOURCE = (Path(__file__).parent / "cases/source.md").read_text(encoding="utf-8")
POINTED_AT = {
    "mailto:me@auto.example": "me@auto.example",
    "/reference": "[",  # a reference is reported where it is used
    "/implicit": "[with][]",
    "/q?a=1&b=2": "/q?a=1&amp;b=2",
}


def test_each_link_is_found_once_at_its_exact_place() -> None:
    lines = SOURCE.split("\n")
    for spot in source_links(SOURCE):
        found = lines[spot.line - 1][spot.column - 1 :]
        assert found.startswith(POINTED_AT.get(spot.href, spot.href)), spot


def test_all_links_are_found_and_code_and_comments_are_not() -> None:
    expected = """/inline /image.png /inner.png /outer https://auto.example mailto:me@auto.example
        /reference /reference /implicit /across /raw-inline /q?a=1&b=2 /quoted /spaced\xa0out /item /nested
        /deep /cell /cell /cell-2 /note /block.png /block-2x.png /block {filename}/blog/x.md#part
        {static}/images/x.png /footnote"""
    found = sorted(spot.href.replace(" ", "\xa0") for spot in source_links(SOURCE))
    assert found == sorted(re.findall(r"[^ \n]+", expected))


def test_the_same_link_twice_in_a_row_of_a_table_has_two_places() -> None:
    first, second = (spot for spot in source_links(SOURCE) if spot.href == "/cell")
    assert first.line == second.line
    assert second.column - first.column == len("[same](/cell) | ")


def test_a_link_is_not_confused_with_a_title_that_repeats_it() -> None:
    (spot,) = (spot for spot in source_links('<a title="/x" href="/x">y</a>'))
    assert spot.column == len('<a title="/x" href="') + 1


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\u3000", "> \u00a0\n\u00a0", "\0"])
def test_a_line_that_contains_only_an_unusual_space_is_counted(space: str) -> None:
    """Regression: the parser strips it, so the link was reported one line too high."""
    text = f"Text\n\n{space}\n[x](/y)\n"
    (spot,) = source_links(text)
    assert (spot.line, spot.column) == (text.count("\n"), 5)


@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: x\n---\n",
        "---\ntitle: x\n...\n",
        "+++\ntitle = 'x'\n+++\n",
        "---\n---\n",
        "Title: x\nDate: 2025-01-01\n",
        "Title: x\n    and more\nTags: a\n",
    ],
)
def test_front_matter_is_removed_and_every_line_keeps_its_number(block: str) -> None:
    source = block + "\n[x](/y)\n"
    assert front_matter_of(source) == block
    assert without_front_matter(source) == "\n" * block.count("\n") + "\n[x](/y)\n"
    assert source_links(source)[0].line == source.split("\n").index("[x](/y)") + 1


@pytest.mark.parametrize("body", ["https://example.org\n", "Hello\n\n---\nx\n---\n", "", "--\n"])
def test_a_source_without_front_matter_has_none(body: str) -> None:
    assert front_matter_of(body) == ""


def test_a_url_is_not_found_inside_a_longer_word() -> None:
    text = '("Abuot", "/abuot/"),\n"/abuot/x", "x/abuot/", "{{ SITEURL }}/abuot/"'
    assert [(spot.line, spot.column) for spot in spots_of(text, "/abuot/")] == [(1, 12), (2, 39)]
    assert list(spots_of(text, "")) == []
