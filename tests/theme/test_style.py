"""The style sheet of a document consists of the sheets that it uses, in order."""

import pytest
from monologue.theme.body import finish
from monologue.theme.html import Seen, seen_in_html
from monologue.theme.settings import Settings
from monologue.theme.style import CORE, contrast_background, declared, paper, style


def names(html: str, lang: str = "en", **options: object) -> list[str]:
    """Return the sheets of a text, without those that every text has."""
    text = style(lambda name: f"{name} ", seen_in_html(html), lang, ["pager"], Settings(**options))
    sheets = text.split(" ")[:-1]
    assert (sheets[:6], sheets[6:8], sheets[-1]) == (list(CORE), ["prose", "pager"], "site")
    return sheets[8:-1]


@pytest.mark.parametrize(
    ("html", "sheets"),
    [
        ("<p>x</p>", []),
        ("<H2>x</H2>", ["headings"]),
        ("<ol><li>x</ol>", ["lists"]),
        ("<kbd>x</kbd>", ["rare", "colours"]),
        ("<pre>x</pre>", ["colours", "code"]),
        ("<img\nsrc=x>", ["colours", "figure"]),
        ("<math></math>", ["math"]),
        ("<table></table>", ["table"]),
        ("<div class='x scroll'></div>", ["scroll"]),
        ("<div class='note admonition'></div>", ["colours", "admonition"]),
        ("<details class=warning></details>", ["rare", "colours", "admonition"]),
        ("<details class=note></details>", ["rare"]),
        ("<div class=embed></div>", ["rare"]),
        ("<p class=reference>x</p>", ["rare"]),
        ("<div id=x class=footnote></div>", ["colours", "footnotes"]),
        ("<li class='task-list-item'></li>", ["tasks"]),
        ("<i lang=ZH-hans>x</i>", ["cjk"]),
        ("&lt;table&gt; admonition <!-- <pre> -->", []),
    ],
)
def test_a_text_has_the_sheets_that_it_uses(html: str, sheets: list[str]):
    assert names(html) == sheets


@pytest.mark.parametrize(("lang", "sheets"), [("ja", ["cjk"]), ("zh_TW", ["cjk"]), ("jam", []), ("en", [])])
def test_chinese_japanese_and_korean_have_their_own_sheet(lang: str, sheets: list[str]):
    assert names("<p>x</p>", lang) == sheets


def test_added_elements_have_their_sheets():
    words = dict.fromkeys(("table", "formula", "to_do", "done", "contents"), "x")
    seen = finish("<h2 id=a>x</h2><table></table>", words, "true", 0).seen
    text = style(lambda name: f"{name} ", seen, "en", (), Settings())
    assert {"scroll", "toc", "lists", "rare"} <= set(text.split())


def test_a_typeface_and_an_accent_come_after_the_tokens_and_before_the_owners_rules():
    text = style(lambda name: f"{name} ", Seen(), "en", (), Settings(typeface="serif", accent=("a", "b")))
    assert text.endswith("prose serif @layer tokens{:root{--accent:light-dark(a,b)}}site ")


def test_a_sheet_that_is_requested_and_needed_is_included_once():
    text = style(lambda name: f"{name} ", seen_in_html("<table></table>"), "en", ["table"], Settings())
    assert text.split().count("table") == 1


def test_a_listing_has_another_sheet_instead_of_prose():
    assert style(lambda name: f"{name} ", None, "en", (), Settings()).split()[6:] == ["listing", "site"]


@pytest.mark.parametrize(
    ("css", "colours"),
    [
        ("a{--paper:light-dark(#fff,#000)}", ("#fff", "#000")),
        ("a{--paper:light-dark(#fff,#000);b:c}d{--paper:light-dark(#eee,#111)}", ("#eee", "#111")),
        ("a{--paper:light-dark(rgb(1, 2, 3),oklch(30% .1 250))}", ("rgb(1, 2, 3)", "oklch(30% .1 250)")),
        ("a{--paper:#fff;b:c}", ("#fff", "#fff")),
        ("a{--paper:light-dark(var(--x),#000)}", ("", "")),
        ("a{--paper-2:#fff}", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_colour_is_found_for_light_and_for_dark(css: str, colours: tuple[str, str]):
    assert declared("paper", css) == colours


def test_the_background_is_the_owners_or_else_the_themes():
    sheets = {"tokens": "a{--paper:#fff}", "colours": "a{--tint:light-dark(#eee,#111)}", "site": ""}
    assert paper(sheets.__getitem__) == ("#fff", "#fff")
    assert contrast_background(sheets.__getitem__) == ("#eee", "#111")
    sheets["site"] = "a{--paper:#ffe}"
    assert paper(sheets.__getitem__) == ("#ffe", "#ffe")
    assert contrast_background(sheets.__getitem__) == ("", ""), (
        "it is unknown which background has less contrast"
    )
