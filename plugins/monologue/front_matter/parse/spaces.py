"""Find fields and list items without the space that YAML requires: ``title:A``, ``-a``."""

import re
from collections.abc import Sequence

from ..model import Fault

SPACELESS = re.compile(r"\A([ ]*+(?:- +)*+[A-Za-z_][\w.-]*+:)(?!//)([^\s:].*)")
"""``key:value``, but not ``https://…``, ``10:30`` or ``a::b``."""
DASHED = re.compile(r"\A([ ]*+-)([^\W\d][^:\n]*+)\Z")
"""``-item``, but not ``-5`` or ``--``."""
FIELD = re.compile(r"[ ]*+(?:- +)*+[^\s#][^:\n]*+(?::[^\s:][^:\n]*+)*+:(?:\s|\Z)")
"""A field as YAML requires it; the name may contain colons."""
FIRST_WORD = re.compile(r"\s*(?:#.*\n\s*)*[\"']?(?P<word>[\w-]+)")
COMMON = frozenset(
    "title date draft description summary tags category categories author authors slug status layout lang "
    "template image cover heroimage pubdate updateddate published modified type permalink aliases url".split()
)
"""Fields that show that a block is front matter even if a space or a colon is missing; in lower case."""
COMMON_FIELD = re.compile(rf"^(?:{'|'.join(sorted(COMMON))}):", re.M | re.I)


def lacks_space(row: str) -> Fault | None:
    """Return the fault of a row that is a field or item without a space; the column, from 0, is its place."""
    for pattern, what in ((SPACELESS, "colon"), (DASHED, "hyphen")):
        if match := pattern.match(row):
            column = match.start(2)
            hint = f"write {match[1].strip()} {_short(match[2])}"
            return Fault("missing-space", f"a space is missing after the {what}", 1, column, hint)
    return None


def with_space(row: str) -> str:
    """Return a row with the missing space."""
    return DASHED.sub(r"\1 \2", SPACELESS.sub(r"\1 \2", row))


def rows_without_space(rows: Sequence[str], noticed: int) -> list[int]:
    """Return the rows without a space from the last complete field to the one where an error was noticed."""
    found: list[int] = []
    for index in range(min(noticed, len(rows) - 1), -1, -1):
        if SPACELESS.match(rows[index]) or DASHED.match(rows[index]):
            found.append(index)
        elif index < noticed and FIELD.match(rows[index]):
            break
    return found[::-1]


def looks_like_fields(block: str) -> bool:
    """Return whether text between fences is front matter although its first row is not a field.

    A space or a colon is missing in that row: it begins with a common field, or another row is one.
    """
    rows = block.partition("\n\n")[0]
    word = FIRST_WORD.match(rows)
    if not word:
        return False
    first = rows[word.start("word") :].partition("\n")[0]
    is_common = word["word"].lower() in COMMON
    if SPACELESS.match(first):
        return is_common or bool(COMMON_FIELD.search(rows))
    return is_common and bool(COMMON_FIELD.search(rows))


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:40]}…"
