"""CommonMark's own 652 examples, read from the npm package ``commonmark-spec``.

Source: https://spec.commonmark.org/0.31.2/.
"""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from monologue.body.commonmark.parser import parser_with
from monologue.body.commonmark.renderer import Renderer

EXAMPLE = re.compile(r"^`{32} example\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$", re.M | re.S)
COUNT = 652
BETWEEN_BLOCKS = re.compile(r">\n+<")
"""White space between two tags, which means nothing between blocks."""


@pytest.fixture(scope="module")
def examples(node_modules: Path) -> list[tuple[str, str]]:
    """The Markdown and the HTML of each example."""
    text = (node_modules / "commonmark-spec" / "spec.txt").read_text(encoding="utf-8").replace("→", "\t")
    return [(one["markdown"], one["html"]) for one in EXAMPLE.finditer(text)]


def test_each_example_of_commonmark_becomes_its_html(examples: list[tuple[str, str]]) -> None:
    parser = parser_with()
    assert len(examples) == COUNT
    wrong = [text for text, html in examples if compact(parser.render(text)) != compact(html)]
    assert wrong == []


def test_the_html_of_our_renderer_has_the_structure_of_each_example(examples: list[tuple[str, str]]) -> None:
    parser = parser_with(renderer=Renderer)
    wrong = [text for text, html in examples if structure(parser.render(text)) != structure(html)]
    assert wrong == []


def compact(html: str) -> str:
    return BETWEEN_BLOCKS.sub("><", html)


def structure(html: str) -> list[str]:
    """Return the tags with their attributes, and the text between them; of code blocks, only the text."""
    soup = BeautifulSoup(html, "html.parser")
    for block in soup.find_all("div", "highlight"):
        block.replace_with(code := soup.new_tag("pre"))
        code.string = block.get_text()
    for block in soup.find_all("pre"):
        block.string = block.get_text().strip("\n")
        block.attrs = {}
    return [
        str((one.name, sorted(one.attrs.items()))) if isinstance(one, Tag) else str(one)
        for one in soup.descendants
        if isinstance(one, Tag) or one.strip("\n")
    ]
