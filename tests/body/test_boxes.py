"""Boxes between lines of colons: any number of them, at any depth, and where their links are."""

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Converted, Text

MANY = 10_000
IN_TITLE_AND_CAPTION = """::: {.callout-note}
## See [a](one)

[b](two)
:::

![Of [c](three)](four)
"""


def converted(markdown: str, dialect: str) -> Converted:
    found = Converter(Settings()).convert(Text(markdown, "a.md", "a.md", 1, dialect))
    assert found
    return found


@pytest.mark.parametrize(("dialect", "opening"), [("quarto", "::: {.note}"), ("astro", ":::note")])
def test_boxes_of_any_depth_lose_no_text(dialect: str, opening: str) -> None:
    text = f"{opening}\n\n" * MANY + "inside\n\n" + ":::\n\n" * MANY + "after"
    found = converted(text, dialect)
    assert "<p>inside</p>" in found.html
    assert found.html.endswith("<p>after</p>")
    assert found.html.count("<div") == found.html.count("</div>") == 100
    assert [(one.rule, one.line) for one in found.diagnostics] == [("nesting-too-deep", 201)]


@pytest.mark.parametrize("line", [":::", "::: {.note}", ":::note", ":::spoiler", "::: {", ":" * 50])
@pytest.mark.parametrize("dialect", ["quarto", "astro", ""])
def test_many_lines_of_colons_take_linear_time(dialect: str, line: str) -> None:
    assert "after" in converted(f"{line}\n" * MANY + "\nafter", dialect).html


def test_links_in_a_title_and_a_caption_have_their_position() -> None:
    text = Text(IN_TITLE_AND_CAPTION, "a.qmd", "a.qmd", 1, "quarto")
    places = {one.text: one.places[0] for one in Converter(Settings()).written(text)}
    assert places == {"one": (2, 12), "two": (4, 5), "three": (7, 10), "four": (7, 18)}
