"""Read JSON into plain data, with the place of each field."""

import json
import re
from collections import Counter
from typing import Any

from .bounds import hold
from .model import Fault, Position, Source, SourceError
from .texts import Places

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[{}\[\]]')


def read_json(text: str, line: int) -> tuple[Source, int]:
    """Read the object at the start of ``text``, which begins on ``line`` of its file.

    Returns:
        What was read, and the index in ``text`` behind the object.

    Raises:
        SourceError: If it is not an object, names a field twice, or exceeds the bounds.
    """
    try:
        data, end = json.JSONDecoder(object_pairs_hook=_unique).raw_decode(text)
    except RecursionError:
        raise SourceError(Fault("too-deep", "values are nested too deep", line, 1)) from None
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise SourceError(Fault("invalid-json", message, line + error.lineno - 1, error.colno)) from None
    except _TwiceError as error:
        raise SourceError(_twice(str(error), text, line)) from None
    except ValueError as error:  # a number of thousands of digits
        raise SourceError(Fault("invalid-json", f"this is not JSON: {error}", line, 1)) from None
    if not isinstance(data, dict):
        raise SourceError(Fault("invalid-json", "front matter must be an object in { }", line, 1))
    hold(data, line)
    return Source(data, _positions(text[:end], line)), end


class _TwiceError(ValueError):
    """The name of a field that an object defines twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise _TwiceError(key)
    return dict(pairs)


def _twice(key: str, text: str, line: int) -> Fault:
    quoted = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:")
    lines = [line + text.count("\n", 0, match.start()) for match in quoted.finditer(text)]
    first, second = [*lines, line, line][:2]
    message = f"{key} is defined on line {first} and again on line {second}"
    return Fault("duplicate-key", message, second, 0, "remove one of them")


def _positions(text: str, line: int) -> dict[str, Position]:
    """Return the place of each key by dotted path; those inside of lists are not looked for."""
    positions: dict[str, Position] = {}
    places = Places(text, line)
    names: list[str] = []
    key, lists = "", 0
    for token in TOKEN.finditer(text):
        if token[0] in "{[":
            names.append(key)
            lists += token[0] == "["
        elif token[0] in "}]":
            key = names.pop()
            lists -= token[0] == "]"
        elif token["colon"] and not lists:
            key = json.loads(token[0][: -len(token["colon"])])
            positions[".".join([*names[1:], key])] = places.at(token.start())
    return positions
