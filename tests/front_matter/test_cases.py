"""The cases in ``cases/``: front matter, and how it is read or which faults it has."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from monologue.front_matter.fields.judge import diagnostic_of
from monologue.front_matter.model import Reading

CASES = Path(__file__).parent / "cases"
CASE = re.compile(
    r"^=+ (?P<name>[^\n]+)\n<<<< (?P<path>[^\n]+)\n(?P<text>.*?)^>>>>\n(?P<expected>.*?)(?=^=+ |\Z)",
    re.M | re.S,
)

Read = Callable[..., Reading]


def cases_of(name: str) -> list[object]:
    found = CASE.finditer((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(one["path"], one["text"], one["expected"].strip(), id=one["name"]) for one in found]


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def value_of(reading: Reading, name: str) -> object:
    if name == "dialect":
        return reading.dialect
    value = reading.metadata.get(name, reading.kept.get(name))
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


@pytest.mark.parametrize(("path", "text", "expected"), cases_of("dialects.txt"))
def test_each_dialect_is_read_as_its_documentation_says(
    path: str, text: str, expected: str, read: Read
) -> None:
    reading = read(unescaped(text), path)
    assert [fault for fault in reading.faults if fault.severity == "error"] == []
    for line in expected.splitlines():
        name, _, wanted = line.partition(": ")
        assert value_of(reading, name) == json.loads(wanted), name


@pytest.mark.parametrize(("path", "text", "expected"), cases_of("faults.txt"))
def test_each_fault_is_reported_in_one_line_at_its_position(
    path: str, text: str, expected: str, read: Read
) -> None:
    reading = read(unescaped(text), path)
    found = sorted(diagnostic_of(fault, path) for fault in reading.faults)
    assert "\n".join(map(str, found)) == expected


@pytest.mark.parametrize(("path", "text", "expected"), cases_of("faults.txt"))
def test_a_file_with_an_error_is_not_sound(path: str, text: str, expected: str, read: Read) -> None:
    reading = read(unescaped(text), path)
    assert reading.is_sound == ("error[" not in expected)
