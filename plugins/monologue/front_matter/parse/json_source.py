"""Read JSON into plain data, with the position of each field."""

import json

from ..characters import Places
from ..model import Fault, Source, SourceError
from .bounds import check_bounds
from .keys import JSON_TOKEN, Keys
from .unclosed import message_of, unclosed


def read_json(text: str, line: int) -> tuple[Source, int]:
    """Read the object at the start of ``text``, which begins on ``line`` of its file.

    Returns:
        The source, and the index in ``text`` after the object.

    Raises:
        SourceError: If it is not an object, defines a field twice, or exceeds the limits.
    """
    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except RecursionError:
        raise SourceError(Fault("too-deep", "values are nested too deeply", line, 1)) from None
    except json.JSONDecodeError as error:
        raise SourceError(_explain(error, text, line)) from None
    except ValueError as error:  # a number of thousands of digits
        raise SourceError(Fault("invalid-json", f"this is not valid JSON: {error}", line, 1)) from None
    if not isinstance(data, dict):
        raise SourceError(Fault("invalid-json", "JSON front matter must be an object: { … }", line, 1))
    check_bounds(data, line)
    keys = Keys(text[:end], line).read_json()
    if keys.twice:
        raise SourceError(keys.twice)
    return Source(data, keys.positions), end


def _explain(error: json.JSONDecodeError, text: str, line: int) -> Fault:
    if found := unclosed(JSON_TOKEN.finditer(text), error.pos):
        mark, index = found
        message, hint = message_of(mark)
        return Fault("invalid-json", message, *Places(text, line).at(index), hint)
    message = f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
    return Fault("invalid-json", message, line + error.lineno - 1, error.colno)
