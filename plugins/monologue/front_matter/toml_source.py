"""Read TOML into plain data, with the place of each field."""

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from .bounds import DEEP, MAX_PATH, hold
from .model import Fault, Position, Source, SourceError

TABLE = re.compile(r"\s*+\[\[?\s*+(?P<name>[^\[\]]+)\]")
KEY = re.compile(r"""\s*(?P<name>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
DOTTED = re.compile(r"(?<![\w.-])(?:[\w-]++\s*+\.\s*+){1000}")
"""A key of so many parts that tomllib, whose time grows with their square, would be busy for minutes."""
LONG_TEXT = re.compile(r'"""|' + "'''")
PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")


def read_toml(text: str, line: int) -> Source:
    """Read a block that begins on ``line`` of its file. Dates become their ISO 8601 text.

    Raises:
        SourceError: If it is not TOML, or exceeds the bounds.
    """
    if DOTTED.search(text):
        raise SourceError(Fault("too-deep", DEEP, line, 1))
    positions, twice = find_keys(text, line)
    try:
        data = _plain(tomllib.loads(text))
    except RecursionError:
        raise SourceError(Fault("too-deep", "values are nested too deep", line, 1)) from None
    except ValueError as error:  # tomllib.TOMLDecodeError, and whatever a datetime refuses
        raise SourceError(twice or _explain(str(error), line, text)) from None
    hold(data, line)
    return Source(data, positions)


def _explain(message: str, line: int, text: str) -> Fault:
    place = PLACE.search(message)
    at, column = line, 1
    if place:
        at = line + (int(place["line"]) - 1 if place["line"] else text.rstrip("\n").count("\n"))
        column = int(place["column"] or 1)
        message = message[: place.start()]
    return Fault("invalid-toml", f"this is not TOML: {message[:1].lower()}{message[1:]}", at, column)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def find_keys(text: str, line: int) -> tuple[dict[str, Position], Fault | None]:
    """Return the place of each key, by dotted path, and a fault if one stands there twice.

    A scan by line: tomllib keeps no positions. Keys of inline tables are not looked for.
    """
    positions: dict[str, Position] = {}
    twice, table, is_inside = None, "", False
    for number, content in enumerate(text.split("\n"), line):
        was_inside = is_inside
        is_inside ^= len(LONG_TEXT.findall(content)) % 2 == 1
        if was_inside:
            continue
        if header := TABLE.match(content):
            table = _dotted(header["name"])[: MAX_PATH + 1]  # a longer one is refused when all is read
            positions.setdefault(table, (number, header.start("name") + 1))
        elif key := KEY.match(content):
            path = ".".join(filter(None, (table, _dotted(key["name"]))))
            if path in positions and not twice:
                message = f"{path} is defined on line {positions[path][0]} and again on line {number}"
                twice = Fault("duplicate-key", message, number, key.start("name") + 1, "remove one of them")
            positions.setdefault(path, (number, key.start("name") + 1))
    return positions, twice


def _dotted(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
