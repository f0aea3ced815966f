"""Texts that are made to crash a parser, or to keep it busy. None raises, and each takes linear time.

Sizes are such that quadratic time would be hours.
"""

from collections.abc import Callable

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text

CONVERTER = Converter(Settings(engine="commonmark"))
TEXTS: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * (n // 4),
    "images": lambda n: "![" * (n // 16),
    "emphasis": lambda n: "*a **b " * (n // 8),
    "underscores": lambda n: "_" * n + "a",
    "backticks": lambda n: "`a``b```" * (n // 8),
    "quotes": lambda n: ">" * min(n, 10_000) + " a",
    "lists": lambda n: "- " * min(n, 2_000) + "a",
    "one long line": lambda n: "a " * (n // 2),
    "tags": lambda n: "<a " * (n // 3),
    "dollars": lambda n: "$a " * (n // 3),
    "dollars before digits": lambda n: "$5 $" * (n // 4),
    "double dollars": lambda n: "$$a\n" * (n // 4),
    "open formulas": lambda n: "\\(a\\[" * (n // 5),
    "footnotes": lambda n: "[^1]" * (n // 4) + "\n\n[^1]: a",
    "footnote marks": lambda n: "[^" * (n // 2),
    "definitions": lambda n: "".join(f"[a{i}]: /b\n" for i in range(n // 10)),
    "tables": lambda n: "|a" * (n // 2) + "|\n" + "|-" * (n // 2) + "|\n",
    "shortcodes": lambda n: "{{< a " * (n // 6),
    "closed shortcodes": lambda n: "{{< a >}}" * (n // 9),
    "liquid": lambda n: "{% a " * (n // 5),
    "raw": lambda n: "{% raw %}" * (n // 9),
    "liquid variables": lambda n: "{{ a.b " * (n // 7),
    "braces": lambda n: "{" * n,
    "components": lambda n: "<A b={" * (n // 6),
    "open components": lambda n: "<A>\n" * (n // 4),
    "elements": lambda n: "<div>\n\n" * (n // 7) + "</div>\n" * (n // 7),
    "open elements": lambda n: "<div><p>\n\n" * (n // 10) + "</div>",
    "Markdown in elements": lambda n: '<p markdown="1">\n' * (n // 17) + "</p>\n" * (n // 17),
    "Markdown in cells": lambda n: '<h1 markdown="1">\n' * (n // 18) + "</h1>\n" * (n // 18),
    "attributes": lambda n: "a {: .b}\n" * (n // 9),
    "emoji": lambda n: ":a" * (n // 2),
    "addresses": lambda n: "www." * (n // 4),
    "directives": lambda n: ":::a\n" * (n // 5),
    "wikilinks": lambda n: "[[" * (n // 2),
    "embeds": lambda n: "![[" * (n // 3),
    "broken wikilinks": lambda n: "[[a]]" * (n // 5),
    "marks": lambda n: "==a" * (n // 3),
    "equals signs": lambda n: "== " * (n // 3),
    "comments": lambda n: "a%% " * (n // 8) + "%%" * (n // 4),
    "open comments": lambda n: "a %%\n\n" * (n // 6),
    "lines of comments": lambda n: "> %%\n- %%\n" * (n // 10),
    "tags in text": lambda n: "#a " * (n // 3),
    "block ids": lambda n: "^a\n\n" * (n // 4),
    "arguments": lambda n: '{{ a(b="' * (n // 8),
    "headings": lambda n: "# a\n" * (n // 4),
    "control characters": lambda n: "\x0b\x0c\x00\x1b\ue000" * (n // 5),
}


DIALECTS_OF = {
    "directives": ["", "mkdocs", "quarto"],
    "shortcodes": ["hugo", "quarto", "zola"],
    "closed shortcodes": ["hugo", "quarto", "zola"],
    "liquid": ["jekyll", "zola"],
    "raw": ["jekyll"],
    "liquid variables": ["eleventy", "zola"],
    "braces": ["mdx", "quarto"],
    "components": ["mdx"],
    "open components": ["mdx"],
    "attributes": ["jekyll", "quarto"],
    "elements": ["jekyll", "quarto"],
    "open elements": ["jekyll"],
    "Markdown in elements": ["jekyll"],
    "Markdown in cells": ["jekyll"],
    "tags": ["", "mdx", "quarto"],
    "wikilinks": ["obsidian"],
    "embeds": ["obsidian"],
    "broken wikilinks": ["obsidian"],
    "marks": ["obsidian"],
    "equals signs": ["obsidian"],
    "comments": ["obsidian"],
    "open comments": ["obsidian"],
    "lines of comments": ["obsidian"],
    "tags in text": ["obsidian"],
    "block ids": ["obsidian"],
    "arguments": ["zola"],
    "footnote marks": ["", "quarto"],
}
"""The dialects that read the syntax of a text; for all others, the unknown one."""


@pytest.mark.parametrize(
    ("name", "dialect"), [(one, it) for one in TEXTS for it in DIALECTS_OF.get(one, [""])]
)
def test_a_hostile_text_is_converted(name: str, dialect: str) -> None:
    path = "a.mdx" if dialect == "mdx" else "a.md"
    converted = CONVERTER.convert(Text(TEXTS[name](20_000), path, path, 1, dialect))
    assert converted
    assert converted.written
    assert isinstance(converted.html, str)


def test_what_is_nested_too_deep_is_reported() -> None:
    converted = CONVERTER.convert(Text("Text\n\n" + ">" * 300 + " a", "a.md", "a.md"))
    assert converted
    assert [(one.rule, one.line) for one in converted.diagnostics] == [("nesting-too-deep", 3)]
