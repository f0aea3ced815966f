"""Find the quotation mark or bracket that is not closed: Python's parsers report where they noticed it."""

import re
from collections.abc import Iterable

NAMES = {'"': "quotation mark", "'": "apostrophe", "[": "bracket", "{": "brace"}
CLOSING = {"[": "]", "{": "}"}
CONTENTS = {"[": "list", "{": "mapping"}
LONG_MARKS = ('"""', "'''")


def message_of(mark: str) -> tuple[str, str]:
    """Return the message and the hint for a mark, such as ``[``, that is not closed."""
    hint = f"write {CLOSING.get(mark, mark)} where the {CONTENTS.get(mark, 'text')} ends"
    return f"the {NAMES[mark[0]]} {mark} that opens here is not closed", hint


def unclosed(tokens: Iterable[re.Match[str]], noticed: int, *, long: bool = False) -> tuple[str, int] | None:
    """Return the mark that caused an error and its index in the text; None if all are closed.

    ``noticed`` is the index of the error; tokens are those of ``keys``. Brackets that are open there
    may be closed by later tokens. With ``long``, a text may be between three marks, over several lines.
    """
    opened: list[tuple[str, int]] = []
    candidate: tuple[str, int] | None = None
    is_past = False
    for match in tokens:
        token, index = match[0], match.start()
        if index >= noticed and not is_past:
            is_past, candidate = True, opened[-1] if opened else None
            if not opened and token[0] not in "\"'":
                return None
        if token[0] in "\"'":
            mark = token[:3] if long and token.startswith(LONG_MARKS) else token[0]
            if index <= noticed and _is_open(token, mark):
                return mark, index
        elif token in CLOSING:
            opened.append((token, index))
        elif token in {"]", "}"} and opened:
            if CLOSING[opened[-1][0]] != token:
                break
            if opened.pop() is candidate:
                return None
    return candidate if is_past else opened[-1] if opened else None


def _is_open(token: str, mark: str) -> bool:
    is_broken = len(mark) == 1 and "\n" in token
    return is_broken or len(token) < 2 * len(mark) or not token.endswith(mark)


def index_of(text: str, row: int, column: int) -> int:
    """Return the index in a text of a place that is counted from 0."""
    index = 0
    for _ in range(row):
        index = text.find("\n", index) + 1
    return index + column
