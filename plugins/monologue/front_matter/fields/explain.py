"""Show how a file was read: each field, its position, its value, and the metadata it became."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from ...core.diagnostic import Diagnostic, in_one_line
from ..model import Reading
from .form import shown


def explain(reading: Reading, path: str, diagnostics: Iterable[Diagnostic], engine: str = "") -> str:
    """Return how a file was read, as lines of text with aligned columns; ``engine`` is that of its text."""
    rows = [tuple(map(in_one_line, row)) for row in _rows(reading)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    lines = [f"{path}: read as {reading.dialect} ({reading.why})"]
    lines += [f"  text: {engine}"] if engine else []
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return "\n".join([*lines, *map(str, sorted(diagnostics))])


def _rows(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """Yield position, field, value and outcome; first the fields, then metadata from other sources."""
    data, positions = reading.source.data, reading.source.positions
    for field, value in data.items():
        line, column = positions.get(field, (0, 0))
        place = f"{line}:{column}" if line else ""
        yield place, field, _value(value), _outcome(reading, field)
    for name, origin in reading.origins.items():
        if origin.partition(".")[0] not in data:
            yield "", f"({origin})", "", f"→ {name} = {_value(reading.metadata[name])}"


def _outcome(reading: Reading, field: str) -> str:
    became = [
        f"{name} = {_value(reading.metadata[name])}"
        for name, origin in reading.origins.items()
        if origin == field or origin.startswith(f"{field}.")
    ]
    if became:
        return f"→ {', '.join(became)}"
    return "→ kept for templates" if field in reading.kept else "→ not used"


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, list) and all(not isinstance(item, list | dict) for item in value):
        return shown(", ".join(map(str, value))) if value else "[]"
    return shown(repr(value)) if isinstance(value, list | dict) else shown("" if value is None else value)
