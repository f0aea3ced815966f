"""Faults in texts that Python-Markdown reads."""

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text

CONVERTER = Converter(Settings(engine="python-markdown"))


def reported(markdown: str, **site: object) -> list[str]:
    converter = Converter(Settings(engine="python-markdown"), site=site)
    converted = converter.convert(Text(markdown, "a.md", "a.md"))
    assert converted.html is None
    return [str(one).removeprefix("a.md:") for one in sorted(converted.diagnostics)]


def test_each_kind_of_syntax_of_other_generators_is_reported_once() -> None:
    text = (
        "{{< youtube x >}}\n\n{{< youtube y >}} {{% note %}}\n\n`{{< code >}}`\n\n```\n{% raw %}\n```\n\n"
        '{% include "a" %} {{ page.title }}\n\n:::tip\n'
    )
    assert [line.split(" is not")[0] for line in reported(text)] == [
        "1:1: warning[leftover-shortcode] the shortcode youtube",
        "3:19: warning[leftover-shortcode] the shortcode note",
        "11:1: warning[leftover-tag] the tag {% include %}",
        "11:19: warning[leftover-variable] the variable {{ page.title }}",
        "13:1: warning[leftover-directive] the directive :::tip",
    ]
    assert "2 times" in reported(text)[0]


def test_braces_in_a_formula_are_not_reported() -> None:
    text = r"$\frac{{a}}{{ b }}$ $x_{{i}}$ $\mathbf{{ x }}$ {{a}} then {{ page.title }} and {{site.url}}"
    assert [line.split("variable ")[1].split(" is")[0] for line in reported(text)] == [
        "{{ page.title }}",
        "{{site.url}}",
    ]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("- a\n  - b\n    - c\n", [(2, 3)]),
        ("1. a\n   - b\n", [(2, 4)]),
        ("- a\n\n  - b\n", [(3, 3)]),
        ("- a\n    - b\n        - c\n    - d\n- e\n", []),
        (" - a\n - b\n - c\n", []),
        ("- a\n\nText\n\n  - b\n", []),
        ("```\n- a\n  - b\n```\n", []),
        ("- a\n  continued\n- b\n", []),
        ("  1. a\n  2. b\n", []),
    ],
)
def test_a_list_that_would_lose_its_levels_is_reported(body: str, places: list[tuple[int, int]]) -> None:
    """https://python-markdown.github.io/#differences: nested lists are indented by four spaces."""
    assert [line.split(": ")[0] for line in reported(body)] == [f"{line}:{column}" for line, column in places]


def test_the_tab_length_of_the_site_is_respected() -> None:
    assert reported("- a\n  - b\n", MARKDOWN={"tab_length": 2}) == []


def test_a_flat_list_is_reported_at_its_first_item() -> None:
    assert reported("- a\n  - b\n  - c") == [
        "2:3: warning[flat-list] a nested list item is indented too little, so it joins "
        "the outer list, 2 times (indent it by 4 spaces more than its parent)"
    ]


@pytest.mark.parametrize("piece", ["`x` {{< s >}} ", "``` `` ` ", "{{<   ", "{% a ", "- a\n", ":::a\n"])
def test_a_text_is_searched_in_linear_time(piece: str) -> None:
    reported(piece * 20_000)
