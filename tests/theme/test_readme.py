"""theme/README.md documents everything for template authors; docs/customising.md, for site owners."""

import re

import pytest
from conftest import ROOT
from theme.examples import CUSTOMISING, README

THEME = ROOT / "theme"
SOURCES = {
    path.relative_to(THEME / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((THEME / "templates").rglob("*.*"))
}
TEMPLATES = "\n".join(SOURCES.values())
NAMED = set(re.findall(r"`([^`\n]+)`", README + CUSTOMISING))


@pytest.mark.parametrize("path", [path for path in SOURCES if path.endswith(".html")])
def test_every_template_partial_and_macro_file_is_documented(path: str):
    assert path.rpartition("/")[2] in NAMED


@pytest.mark.parametrize("block", sorted(set(re.findall(r"{%-? block (\w+)", TEMPLATES))))
def test_every_block_is_documented(block: str):
    assert block in NAMED


@pytest.mark.parametrize(
    "macro",
    sorted(set(re.findall(r"{%-? macro (\w+)", TEMPLATES)) - {"wrong"}),
)
def test_every_macro_is_documented(macro: str):
    assert re.search(rf"`(?:theme\.)?{macro}[`(]", README)


@pytest.mark.parametrize(
    "key",
    sorted(
        set(re.findall(r"document\.(\w+)", TEMPLATES))
        - {"documentElement", "querySelector", "querySelectorAll", "update"}
    ),
)
def test_every_key_of_the_document_is_documented(key: str):
    assert key in NAMED


def tokens_of(css: str) -> set[str]:
    return set(re.findall(r"(--[\w-]+):", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))


def test_every_role_is_documented_and_no_other():
    sizes = {f"--size-{number}" for number in range(5)}
    tokens = tokens_of(SOURCES["css/tokens.css"] + SOURCES["css/colours.css"])
    assert {name for name in NAMED if name.startswith("--")} | sizes == tokens


SETTINGS = sorted(set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)*\b(?=\|default)", TEMPLATES)))


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_optional_setting_is_documented(setting: str):
    """By its name or by its family, `TAG_FEED_*`."""
    family = re.sub(r"(?<=FEED_).*|^\w+(?=_SAVE_AS)", "*", setting)
    assert {setting, family} & NAMED
