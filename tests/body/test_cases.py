"""Check each case in ``cases/``. To add a case, paste a text and its HTML; the file's name is the dialect.

A case may have a third part: the diagnostics, as ``line:column: severity[rule] message``. Before the text
there may be other files of the content, each as ``<<<< path``.
"""

import re
from pathlib import Path

import pytest
from monologue.body.convert import Converter
from monologue.body.settings import Settings
from monologue.core.text import Text
from notes import Notes

CASES = Path(__file__).parent / "cases"
CASE = re.compile(
    r"^=+ (?P<name>[^\n]+)\n(?P<files>(?:<<<< [^\n]+\n.*?)*)^<<<<\n(?P<text>.*?)^>>>>\n"
    r"(?P<html>.*?)(?:^----\n(?P<report>.*?))?(?=^=+ |\Z)",
    re.M | re.S,
)
FILE = re.compile(r"^<<<< (?P<path>[^\n]+)\n(?P<text>.*?)(?=^<<<<|\Z)", re.M | re.S)


def cases() -> list[object]:
    return [
        pytest.param(
            path.stem, *one.group("text", "html", "files", "report"), id=f"{path.stem}: {one['name']}"
        )
        for path in sorted(CASES.glob("*.txt"))
        for one in CASE.finditer(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("dialect", "text", "html", "files", "report"), cases())
def test_each_text_becomes_its_html(
    dialect: str, text: str, html: str, files: str, report: str | None
) -> None:
    found = Notes({one["path"]: one["text"] for one in FILE.finditer(files)})
    converter = Converter(Settings(engine="commonmark"), files=found)
    path = "blog/a.mdx" if dialect == "mdx" else "blog/a.md"
    name = "" if dialect in {"unknown", "mdx"} else dialect
    converted = converter.convert(Text(text, path, path, 1, name, {"title": "T"}))
    assert converted
    assert converted.html.strip() == html.strip()
    lines = [str(one).removeprefix(f"{path}:") for one in sorted(converted.diagnostics)]
    assert lines == (report or "").strip().splitlines()
