"""Read TOML into plain data, with the place of each field."""

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from ..model import Fault, Source, SourceError
from .bounds import DEEP, hold
from .dates import DateError, parse_date
from .keys import Keys

DOTTED = re.compile(r"(?<![\w.-])(?:[\w-]++\s*+\.\s*+){1000}")
"""A key of so many parts that tomllib, whose time grows with their square, would be busy for minutes."""
PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")


DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:[\d:.]*+(?:[Zz]|[+-]\d\d:\d\d)?)?")
"""What TOML may take for a date, without a look at its numbers."""


def read_toml(text: str, line: int) -> Source:
    """Read a block that begins on ``line`` of its file. Dates become their ISO 8601 text.

    Raises:
        SourceError: If it is not TOML, or exceeds the bounds.
    """
    if DOTTED.search(text):
        raise SourceError(Fault("too-deep", DEEP, line, 1))
    try:
        data = _plain(tomllib.loads(text))
    except RecursionError:
        raise SourceError(Fault("too-deep", "values are nested too deeply", line, 1)) from None
    except ValueError as error:  # tomllib.TOMLDecodeError, and whatever a datetime refuses
        fault, twice = _explain(str(error), line, text), Keys(text, line).read_toml().twice
        # tomllib stops at the first fault, and does not say where else a key is defined
        raise SourceError(twice if twice and twice.line <= fault.line else fault) from None
    hold(data, line)
    return Source(data, Keys(text, line).read_toml().positions)


def _explain(message: str, line: int, text: str) -> Fault:
    place = PLACE.search(message)
    at, column = line, 1
    if place:
        at = line + (int(place["line"]) - 1 if place["line"] else text.rstrip("\n").count("\n"))
        column = int(place["column"] or 1)
        message = message[: place.start()]
        if date_error := _date_error(text, at - line, column - 1):
            return Fault("bad-date", str(date_error), at, column, date_error.hint)
    return Fault("invalid-toml", f"this is not valid TOML: {message[:1].lower()}{message[1:]}", at, column)


def _date_error(text: str, row: int, index: int) -> DateError | None:
    """Return what is wrong with the date at a place; None if there is none, or nothing is wrong with it."""
    if match := DATE.match(text.split("\n")[row], index):
        try:
            parse_date(match[0])
        except DateError as error:
            return error
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value
