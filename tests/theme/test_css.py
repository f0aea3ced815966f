"""The style sheets follow the project's rules, and every colour has enough contrast."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from monologue.theme import style
from monologue.theme.settings import TYPEFACES

SHEETS = sorted((ROOT / "theme" / "templates" / "css").glob("*.css"))
RAW_VALUE = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|(?<![\w.-])[2-9]\d*px\b")
TOKENS = ("tokens.css", "colours.css", "sans.css", "serif.css")
TEXT_ROLES = ("ink", "muted", "accent", "red", "orange", "green", "blue")


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2), from 0 (black) to 1 (white)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def roles() -> dict[str, tuple[str, str]]:
    """Return each colour of the tokens as (light, dark)."""
    sheets = [sheet.read_text("utf-8") for sheet in SHEETS if sheet.name in TOKENS]
    return {name: (light, dark) for name, light, dark in PAIR.findall("".join(sheets))}


PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@pytest.mark.parametrize("background", ["paper", "tint"])
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_every_text_colour_has_enough_contrast_on_every_background(role: str, background: str):
    colours = roles()
    for front, back in zip(colours[role], colours[background], strict=True):
        assert contrast(front, back) >= (7 if role == "ink" else 4.5), (front, back)


def test_the_icon_has_enough_contrast_on_a_light_and_on_a_dark_tab():
    """WCAG 1.4.11 requires 3:1 for graphics: the square on the tab, the full stop on the square."""
    partial = (ROOT / "theme" / "templates" / "partials" / "icon.html").read_text("utf-8")
    source = re.search(r'href="data:image/svg\+xml,([^"]+)"', partial)[1]
    square, stop = ElementTree.fromstring(unquote(source))
    for tab in ("#ffffff", "#202124"):  # Chromium's colours
        assert contrast(square.get("fill"), tab) >= 3
    assert contrast(square.get("fill"), "#" + 2 * stop.get("fill")[1:]) >= 3


def test_every_colour_is_written_once_for_both_schemes():
    assert set(roles()) == {"paper", "tint", "hairline", *TEXT_ROLES}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_only_the_tokens_contain_raw_values(sheet):
    css = without_comments(sheet.read_text("utf-8"))
    if sheet.name not in (*TOKENS, "print.css"):
        assert not RAW_VALUE.findall(css)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_is_one_layer_without_ids_and_important(sheet):
    css = without_comments(sheet.read_text("utf-8")).strip()
    assert css == "" or re.match(r"@layer [\w, ]+[{;]", css)
    assert "!important" not in css
    assert not re.search(r"#[\w-]+[^;}]*\{", css), "an id selector"
    assert not re.search(r"(?:margin|padding|border)-(?:left|right|top|bottom)", css), "a physical direction"


def test_every_token_is_used_and_every_used_one_is_defined():
    css = without_comments("".join(sheet.read_text("utf-8") for sheet in SHEETS))
    defined = set(re.findall(r"(--[\w-]+):", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert defined == used


def test_every_sheet_is_delivered():
    requested = {"pager"}  # by a template, in its `document.sheets`
    known = {*style.CORE, *style.EXTRAS, *TYPEFACES, "prose", "listing", "cjk", "site"} - {"mono"}
    assert {sheet.stem for sheet in SHEETS} == known | requested | {"plain"}


def test_without_the_plugin_every_sheet_but_the_typefaces_is_delivered():
    macros = (ROOT / "theme" / "templates" / "macros" / "plain.html").read_text("utf-8")
    names = re.findall(r'"([\w-]+)"', re.search(r"for name in \[(.*?)\]", macros, re.DOTALL)[1])
    assert set(names) == {sheet.stem for sheet in SHEETS} - set(TYPEFACES)
    assert names[:6] == list(style.CORE) and names[-1] == "site"


def test_all_layers_are_declared_in_one_order():
    """The owner's layer comes last, and the theme has no rules in it."""
    sheets = {sheet.name: sheet.read_text("utf-8") for sheet in SHEETS}
    declared = re.search(r"@layer ([\w, ]+);", sheets.pop("layers.css"))[1].split(", ")
    blocks = {re.search(r"@layer (\w+) \{", css)[1] for css in sheets.values()}
    assert blocks == set(declared)
    assert declared[-1] == "site"
