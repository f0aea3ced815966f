"""Minified style sheets and scripts."""

from pathlib import Path

import pytest
from browser import visit
from conftest import ROOT, Build
from monologue.theme.minify import minify_css, minify_js
from playwright.sync_api import Browser

TEXT = (Path(__file__).parent / "cases/minify.txt").read_text(encoding="utf-8")
CASES = [case.strip("\n").split("\n") for case in TEXT.split("\n\n")[1:]]
TEMPLATES = ROOT / "theme" / "templates"
SHEETS = sorted((TEMPLATES / "css").glob("*.css"))
SCRIPTS = sorted((TEMPLATES / "js").glob("*.js"))


@pytest.mark.parametrize(("title", "long", "small"), CASES, ids=[case[0] for case in CASES])
def test_the_minified_text(title: str, long: str, small: str):
    make = minify_css if title.startswith("css") else minify_js
    assert make(long.replace("⏎", "\n")) == small.replace("⏎", "\n")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_minified_sheet_is_not_changed_again(path: Path):
    once = minify_css(path.read_text("utf-8"))
    assert minify_css(once) == once
    assert "\n" not in once and "/*" not in once


RULES = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    return [...sheet.cssRules].map(rule => rule.cssText).join("\\n"); }"""


def test_a_browser_parses_the_same_rules_from_a_minified_sheet(browser: Browser, own: Build):
    with visit(browser, own.output, "about/") as opened:
        for path in SHEETS:
            css = path.read_text("utf-8")
            long, small = (opened.page.evaluate(RULES, text) for text in (css, minify_css(css)))
            assert _without_spaces(small) == _without_spaces(long), path.name
            assert small.count("{") == long.count("{")


def _without_spaces(rules: str) -> str:
    """A browser serializes custom properties exactly as written."""
    return "".join(rules.split())


def test_a_browser_can_parse_each_minified_script(browser: Browser, own: Build):
    with visit(browser, own.output, "about/") as opened:
        for path in SCRIPTS:
            small = minify_js(path.read_text("utf-8"))
            assert len(small) < len(path.read_text("utf-8"))
            assert opened.page.evaluate("text => typeof new Function(text)", small) == "function"


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "/*" * 100_000,
        "url(" * 50_000,
        '"' + r"\"" * 100_000 + "\\",
        "a{" * 100_000,
        "\\" * 100_000,
    ],
)
def test_the_time_grows_linearly_with_a_hostile_sheet_or_script(text: str):
    """With quadratic behaviour this would take minutes."""
    minify_css(text)
    minify_js(text)
