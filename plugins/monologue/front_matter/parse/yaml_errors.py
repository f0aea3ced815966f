"""Explain why a block is not YAML: where the mistake is, not where libyaml noticed it, often lines later.

Each probable mistake is corrected in a copy of the text; if libyaml then reads further, it is reported.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..model import Fault
from .bounds import MAX_DEPTH
from .spaces import FIELD, lacks_space, rows_without_space, with_space
from .unclosed import NAMES, message_of

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml if it is available: it is faster, and it reads tabs in flow lists as js-yaml does."""
Place = tuple[int, int]
"""Row and column in the block, both from 0."""
END: Place = (10**9, 0)
"""The place of an error in a text that has none."""
QUOTES = ('"', "'")
QUOTES_TO_TRY = 3
WORD = re.compile(r"\A([ ]*+[\w-]++)(?![\w:-])")


def explain(error: yaml.YAMLError, text: str, line: int) -> Fault:
    """Return libyaml's error as a fault in words for an author."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _forbidden(text, line)
    rows = text.split("\n")
    row = rows[mark.line] if mark.line < len(rows) else ""
    place = mark.line + line, mark.column + 1
    if row[: mark.column + 1].strip(" ").startswith("\t"):
        return Fault("invalid-yaml", "YAML cannot be indented with tabs", *place, "use spaces")
    if found := _mistake(error, text, rows, line):
        return found
    if "mapping values" in str(error):
        return Fault("invalid-yaml", "a colon is not allowed here", *place, "put the value in quotes")
    if row[mark.column : mark.column + 1] in {"@", "`", "%"}:
        message = f"a value cannot begin with {row[mark.column]}"
        return Fault("invalid-yaml", message, *place, "put the value in quotes")
    return Fault("invalid-yaml", f"this is not valid YAML: {getattr(error, 'problem', error)}", *place)


def _forbidden(text: str, line: int) -> Fault:
    """Return the fault for a character that YAML forbids; libyaml names only its index in bytes."""
    bad = re.search("[^\t\n\x85\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = bad.start() if bad else 0
    name = f"U+{ord(bad[0]):04X}" if bad else "a control character"
    column = at - text.rfind("\n", 0, at)
    return Fault("invalid-yaml", f"{name} is not allowed in YAML", text.count("\n", 0, at) + line, column)


def _mistake(error: yaml.YAMLError, text: str, rows: list[str], line: int) -> Fault | None:
    """Return the fault of the mistake that caused an error, or None if it is not a known one."""
    noticed = _place_of(error)
    tokens = list(_tokens(text))
    for find in (
        *(_missing_fence, _open_quote, _missing_space, _open_bracket),
        *(_text_after_quote, _too_deep, _missing_colon),
    ):
        if found := find(error, noticed, rows, tokens):
            rule, message, (row, column), hint = found
            return Fault(rule, message, row + line, column + 1, hint)
    return None


Found = tuple[str, str, Place, str] | None
"""The rule, the message, the place and the hint."""


def _open_quote(error: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    """A quoted text ends at the next quotation mark, which may be the one that opens another value."""
    quoted = [one for one in tokens if isinstance(one, yaml.ScalarToken) and one.style in QUOTES]
    several = [one for one in quoted if one.start_mark.line < one.end_mark.line and _start(one) < noticed]
    places = [_start(one) for one in several[-QUOTES_TO_TRY:]]
    is_open_at_end = "quoted scalar" in str(getattr(error, "context", ""))
    for row, column in places:
        closed = rows[row].rstrip() + rows[row][column]
        if _reads_further(noticed, rows, {row: closed}):
            return _unclosed(rows, (row, column))
    if not is_open_at_end:
        return None
    opened = error.context_mark  # type: ignore[attr-defined]
    return _unclosed(rows, (opened.line, opened.column))


def _unclosed(rows: list[str], place: Place) -> Found:
    message, hint = message_of(rows[place[0]][place[1]])
    return "invalid-yaml", message, place, hint


def _missing_space(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    found = rows_without_space(rows, noticed[0])
    fault = lacks_space(rows[found[0]]) if found else None
    if not fault or not _reads_further(noticed, rows, {index: with_space(rows[index]) for index in found}):
        return None
    return "invalid-yaml", fault.message, (found[0], fault.column), fault.hint


def _missing_colon(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    """The first row after the last field, up to the error, is text."""
    above = range(min(noticed[0], len(rows)) - 1, -1, -1)
    last = next((index for index in above if FIELD.match(rows[index])), -1)
    first = next(
        (index for index in range(last + 1, min(noticed[0] + 1, len(rows))) if rows[index].strip()), 0
    )
    if not WORD.match(rows[first]) or FIELD.match(rows[first]):
        return None
    if not _reads_further(noticed, rows, {first: WORD.sub(r"\1: ", rows[first])}):
        return None
    place = first, len(rows[first]) - len(rows[first].lstrip())
    hint = "write NAME: VALUE, or indent it if it continues the value above"
    return "invalid-yaml", "this is not a field, because it has no colon with a space after it", place, hint


def _open_bracket(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    """The innermost list or mapping that is open where the error is, unless it is closed later."""
    opened: list[Any] = []
    candidate = None
    for token in tokens:
        if candidate is None and _start(token) >= noticed and opened:
            candidate = opened[-1]
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            is_list = isinstance(token, yaml.FlowSequenceEndToken)
            if isinstance(opened[-1], yaml.FlowSequenceStartToken) != is_list:
                break
            if opened.pop() is candidate:
                return None
    candidate = candidate or (opened[-1] if opened else None)
    return _unclosed(rows, _start(candidate)) if candidate else None


def _text_after_quote(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    for token in tokens:
        if isinstance(token, yaml.ScalarToken) and token.style in QUOTES and _end(token) <= noticed:
            row, column = _end(token)
            if row == noticed[0] and not rows[row][column : noticed[1]].strip():
                escape = "''" if token.style == "'" else '\\"'
                message = f"text follows the {NAMES[token.style]} that ends the value"
                hint = (
                    f"put the whole value in quotes, and write {escape} for each {NAMES[token.style]} in it"
                )
                return "invalid-yaml", message, noticed, hint
    return None


def _too_deep(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    """A field is indented more deeply than the one above, which has a value of its own."""
    above = next((row for row in reversed(rows[: noticed[0]]) if row.strip()), "")
    row = rows[noticed[0]] if noticed[0] < len(rows) else ""
    indent, wanted = len(row) - len(row.lstrip(" ")), len(above) - len(above.lstrip(" "))
    is_field = FIELD.match(row) and FIELD.match(above) and indent > wanted
    if is_field and _reads_further(noticed, rows, {noticed[0]: row[indent - wanted :]}):
        message = "this field is indented more than the one above, which already has a value"
        return "invalid-yaml", message, (noticed[0], indent), "indent both by the same number of spaces"
    return None


def _missing_fence(_: yaml.YAMLError, noticed: Place, rows: list[str], tokens: list[Any]) -> Found:
    """Text follows an empty line below valid fields: the fence that was found belongs to the text."""
    empty = next((index for index, row in enumerate(rows) if not row.strip()), len(rows))
    first = next((index for index in range(empty, len(rows)) if rows[index].strip()), len(rows))
    if first > noticed[0] or first == len(rows) or FIELD.match(rows[first]) or not empty:
        return None
    if _first_error(rows[:empty]) != END:
        return None
    message = "the front matter is not closed before this text"
    return "unterminated", message, (first, 0), "write --- on the line after the last field"


def _reads_further(noticed: Place, rows: list[str], changes: dict[int, str]) -> bool:
    """Return whether libyaml finds no error, or a later one, if the rows with these indices are replaced."""
    changed = [changes.get(index, row) for index, row in enumerate(rows)]
    return _first_error(changed) > (noticed[0], noticed[1] + 1)


def _first_error(rows: list[str]) -> Place:
    try:
        for _ in yaml.parse("\n".join(rows), Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        return _place_of(error)
    return END


def _place_of(error: yaml.YAMLError) -> Place:
    mark = getattr(error, "problem_mark", None)
    return (mark.line, mark.column) if mark else (0, 0)


def _tokens(text: str) -> Iterator[Any]:
    """Yield the tokens before the first error of the scanner.

    libyaml takes quadratic time for lists in lists, so the scan ends at the depth that is an error anyway.
    """
    depth = 0
    try:
        for token in yaml.scan(text, Loader=LOADER):
            yield token
            depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
            depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
            if depth > MAX_DEPTH:
                return
    except yaml.YAMLError:
        return


def _start(token: Any) -> Place:
    return token.start_mark.line, token.start_mark.column


def _end(token: Any) -> Place:
    return token.end_mark.line, token.end_mark.column
