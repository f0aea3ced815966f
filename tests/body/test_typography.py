"""Quotes and dashes are those of each generator, and can be turned off."""

from typing import Any

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text

DASHES = "a -- b --- c ... d"


def shown(markdown: str, dialect: str = "hugo", *, smart: bool = True, **fields: Any) -> str:
    """Return the HTML of one paragraph."""
    text = Text(markdown, "a.md", "a.md", 1, dialect, fields)
    converted = Converter(Settings(smart_quotes=smart)).convert(text)
    assert converted
    return converted.html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("hugo", "a – b — c … d"),
        ("jekyll", "a – b — c … d"),
        ("quarto", "a – b — c … d"),
        ("astro", "a — b --- c … d"),
        ("zola", DASHES),
        ("obsidian", DASHES),
        ("eleventy", DASHES),
        ("", DASHES),
    ],
)
def test_each_dialect_has_the_dashes_of_its_generator(dialect: str, expected: str) -> None:
    assert shown(DASHES, dialect) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\"a\" and 'b'", "“a” and ‘b’"),
        ("it's the '90s, the dogs' tails, 'tis", "it’s the ’90s, the dogs’ tails, ’tis"),
        ("\"'a' b\" and \"c 'd'\"", "“‘a’ b” and “c ‘d’”"),
        ('("a") ["b"] -- "c".', "(“a”) [“b”] – “c”."),
        ('*"a"* "*b*" "[c](d)"', '<em>“a”</em> “<em>b</em>” “<a href="d">c</a>”'),
        ('"it goes on', "“it goes on"),
        ("block 0's, the 1990's", "block 0’s, the 1990’s"),
        ("6'2\" tall, 5''", "6'2&quot; tall, 5''"),
        (r"\"a\" \-- &quot;b&quot;", "&quot;a&quot; -- &quot;b&quot;"),
        ('`"a" -- b`', "<code>&quot;a&quot; -- b</code>"),
        ('<b title="a--b">c</b>', '<b title="a--b">c</b>'),
        ('[a](b--c "d")', '<a href="b--c" title="d">a</a>'),
        ("https://a--b.org/'c", "<a href=\"https://a--b.org/'c\">https://a--b.org/'c</a>"),
        ("$a--b$", r'<span class="math inline">\(a--b\)</span>'),
        ('![a "b"](c.png)', '<img src="c.png" alt="a “b”" />'),
        ("a << b >> c ---- d", "a « b » c —- d"),
    ],
)
def test_quotes_in_every_position(written: str, expected: str) -> None:
    assert shown(written) == expected


def test_the_id_of_a_heading_is_made_from_what_is_written() -> None:
    assert shown("## A -- b") == '<h2 id="a----b">A – b</h2>'


@pytest.mark.parametrize(
    ("lang", "expected"), [("de-AT", "„a (‚b‘)“"), ("fr", "«\u202fa (“b”)\u202f»"), ("en", "“a (‘b’)”")]
)
def test_the_quotes_are_those_of_the_language(lang: str, expected: str) -> None:
    assert shown("\"a ('b')\"", lang=lang) == expected


def test_a_setting_and_a_field_turn_it_off() -> None:
    written = "a -- 'b'"
    assert shown(written, smart=False) == written
    assert shown(written, smartypants=False) == written
    assert shown(written, smartypants=True) != written


@pytest.mark.parametrize("unit", ["\"'", "'a ", 'a" ', "--", "...", "<<"])
def test_many_signs_take_linear_time(unit: str) -> None:
    """A quadratic search would take minutes."""
    assert shown(unit * 50_000)
