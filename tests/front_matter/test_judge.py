"""The checks of a content that Pelican has created, and how diagnostics are printed."""

from collections.abc import Callable

import pytest
from monologue.core.diagnostic import in_one_line
from monologue.front_matter.fields.judge import judge
from monologue.front_matter.fields.outputs import Outputs
from monologue.front_matter.model import Reading

Read = Callable[..., Reading]

DATED = "---\ntitle: A\n---\n"


def diagnostics_of(
    reading: Reading, path: str, claims: dict[str, str] | None = None, **chosen: bool
) -> list[str]:
    lacks_date = chosen.get("lacks_date", False)
    outputs = Outputs()
    for save_as, owner in (claims or {}).items():
        outputs.claim(save_as, owner)
    found = judge(reading, path, lacks_date=lacks_date, save_as="hello.html", claims=outputs)
    return [str(diagnostic) for diagnostic in found]


def test_for_clashing_dated_files_the_date_in_the_url_is_suggested(read: Read) -> None:
    first, second = "blog/_posts/2024-03-03-hello.md", "blog/_posts/2025-03-03-hello.md"
    assert diagnostics_of(read(DATED, second), second, {"hello.html": first}) == [
        f"{second}:1: error[output-clash] {first} is also written to hello.html (give one of them another "
        "slug, or put the date into ARTICLE_URL and ARTICLE_SAVE_AS)"
    ]


def test_a_known_field_is_not_a_misspelt_date(read: Read) -> None:
    (line,) = diagnostics_of(read("---\ntitle: A\ndraft: false\n---\n"), "blog/a.md", lacks_date=True)
    assert "error[missing-date] the article has no date (add date, " in line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naïve 日本語", "naïve 日本語"),
        ("a\u2028b\x85c\rd", r"a\u2028b\x85c\rd"),
        ("\u202etxt.exe\x1b[2J", r"\u202etxt.exe\x1b[2J"),
        ("x" * 400, "x" * 300 + "…"),
    ],
)
def test_text_in_the_report_is_printable_and_limited_in_length(text: str, expected: str) -> None:
    assert in_one_line(text) == expected


def test_names_of_fields_and_files_are_printed_in_one_line(read: Read) -> None:
    reading = read('---\n"\\u202e": 1\n"\\u202e": 2\n---\n')
    (line,) = diagnostics_of(reading, "blog/a\nb.md")
    assert line.startswith(r"blog/a\nb.md:3:1: error[duplicate-key] \u202e is defined on line 2 and again")
