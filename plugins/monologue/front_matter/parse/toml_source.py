"""Read TOML into plain data, with the position of each field."""

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from ..characters import Places
from ..model import Fault, Source, SourceError
from .bounds import DEEP, check_bounds
from .dates import DateError, parse_date
from .keys import TOML_TOKEN, Keys
from .unclosed import index_of, message_of, unclosed

DOTTED = re.compile(r"(?<![\w.-])(?:[\w-]++\s*+\.\s*+){1000}")
"""A key with so many parts that tomllib, which is quadratic in their number, would take minutes."""
PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")


DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:[\d:.]*+(?:[Zz]|[+-]\d\d:\d\d)?)?")
"""A TOML date by its syntax, whatever its numbers."""


def read_toml(text: str, line: int) -> Source:
    """Read a block that begins on ``line`` of its file. Dates become their ISO 8601 text.

    Raises:
        SourceError: If it is not TOML, or exceeds the limits.
    """
    if DOTTED.search(text):
        raise SourceError(Fault("too-deep", DEEP, line, 1))
    try:
        data = _plain(tomllib.loads(text))
    except RecursionError:
        raise SourceError(Fault("too-deep", "values are nested too deeply", line, 1)) from None
    except ValueError as error:  # tomllib.TOMLDecodeError, and errors of datetime
        fault, twice = _explain(str(error), line, text), Keys(text, line).read_toml().twice
        # tomllib stops at the first fault and does not report where a key was first defined
        raise SourceError(twice if twice and twice.line <= fault.line else fault) from None
    check_bounds(data, line)
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
    noticed = index_of(text, at - line, column - 1) if place and place["line"] else len(text)
    if found := unclosed(TOML_TOKEN.finditer(text), noticed, long=True):
        mark, index = found
        about, hint = message_of(mark)
        return Fault("invalid-toml", about, *Places(text, line).at(index), hint)
    return Fault("invalid-toml", f"this is not valid TOML: {message[:1].lower()}{message[1:]}", at, column)


def _date_error(text: str, row: int, index: int) -> DateError | None:
    """Return the error of the date at a position; None if it is valid, or there is no date."""
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
