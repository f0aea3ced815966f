"""Each row of the table "The text" on a generator's page holds: its first cell is converted.

Code in the second cell is HTML that is made, or the rule that reports the text. Lines are joined by ``<br>``.
"""

import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from monologue import settings as defaults
from monologue.body.convert import Converter
from monologue.body.rules import RULES
from monologue.body.settings import Settings
from monologue.core.text import Text
from notes import Notes
from readme import DOCS, section

MARKDOWN: dict[str, Any] = dict(defaults.MARKDOWN)
PAGES = sorted(page for page in (DOCS / "migrating").glob("*.md") if page.name != "README.md")
ROW = re.compile(r"^\| (?P<written>`.*?) +(?<!\\)\| (?P<becomes>.*) \|$", re.M)
FILES = Notes(
    {
        "blog/second.md": "Text",
        "blog/Other note.md": "## Methods\n\nText\n",
        "blog/plot.png": "image",
        "blog/_part.qmd": "Words of *another* file",
        "_posts/2024-05-02-plain.md": "Text",
    }
)


def rows() -> list[object]:
    return [
        pytest.param(page.stem, lines_of(row["written"]), row["becomes"], id=f"{page.stem}: {row['written']}")
        for page in PAGES
        for row in ROW.finditer(section(page, "The text"))
    ]


def lines_of(cell: str) -> str:
    """Return the text of a first cell; ``<br><br>`` is an empty line."""
    return "\n".join("".join(spans_of(line)) for line in cell.split("<br>"))


def spans_of(cell: str) -> list[str]:
    return [span.replace("\\|", "|") for _, span in re.findall(r"(`+) ?(.+?) ?\1(?!`)", cell)]


def converted(name: str, written: str) -> tuple[str, set[str]]:
    """Return the HTML of a text as a new site makes it, and the rules that report it."""
    path = "blog/a.mdx" if re.search(r"^(?:import|</?[A-Z])|\{/\*", written, re.M) else "blog/a.md"
    converter = Converter(Settings(smart_quotes=True), files=FILES, site={"MARKDOWN": MARKDOWN})
    made = converter.convert(Text(written, path, path, 1, name, {"title": "A title"}))
    html = markdown.markdown(written, **MARKDOWN) if made.html is None else made.html
    return html, {one.rule for one in made.diagnostics}


@pytest.mark.parametrize(("name", "written", "becomes"), rows())
def test_a_row_of_a_page_says_what_becomes_of_a_text(name: str, written: str, becomes: str) -> None:
    html, reported = converted(name, written)
    said = spans_of(becomes)
    assert said
    assert [one for one in said if one not in RULES and one not in html] == []
    assert reported == {one for one in said if one in RULES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_row_of_the_table_of_a_page_is_tried(page: Path) -> None:
    table = re.findall(r"^\|.*", section(page, "The text"), re.M)
    assert table[2:] == [row[0] for row in ROW.finditer(section(page, "The text"))] != []
