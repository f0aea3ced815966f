"""Write the links that were meant into the author's files, where there is but one they can mean. No disk.

What is changed is the address alone. A file keeps its encoding, its byte order
mark and its line ends, and a place that does not read as it was judged is left.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from html import escape
from typing import NamedTuple

from .documents import decode
from .model import Fault
from .origin import Place


class Edit(NamedTuple):
    """One address to replace."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters; a byte order mark is not one of them."""
    old: str
    new: str


Edits = dict[str, tuple[str, list[Edit]]]
"""For each file, by its path, the text that was judged and what to change in it."""


def edits_by_file(groups: Iterable[tuple[Place, list[Fault]]]) -> Edits:
    """Return what to change in each file.

    Templates and settings are left alone: an address is only looked for there, and
    may stand in another place as well.
    """
    found: Edits = {}
    for place, faults in groups:
        meant = {fault.finding.replacement for fault in faults}
        if len(meant) == 1 and not place.shared and (edit := edit_at(place, faults[0])):
            edits = found.setdefault(place.path, (place.text, []))[1]
            if edit not in edits:  # a reference is defined once and used often
                edits.append(edit)
    return found


def edit_at(place: Place, fault: Fault) -> Edit | None:
    """Return what to write at a place, or None if the address does not stand there as it was judged."""
    written, line, column = place.spot.href, place.spot.line, place.spot.column
    meant = rewritten(written, fault.link.href, fault.finding.replacement)
    if not meant or not column:
        return None
    at = (
        _definition_of(place.text, written) if _reads(place.text, line, column, "[", "![") else (line, column)
    )
    for old, new in ((written, meant), (escape(written), escape(meant))):
        if at and _reads(place.text, *at, old):
            return Edit(*at, old, new)
    return None


def rewritten(written: str, href: str, meant: str) -> str:
    """Return what the author should write for ``meant``, who wrote ``written`` for what became ``href``.

    They differ where Pelican or a reader made one of the other: then the one step
    or fragment that is wrong is replaced, if it stands there just once.
    """
    if not meant or written == href:
        return meant
    old, new = _STEPS.findall(href), _STEPS.findall(meant)
    changed = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    steps = _STEPS.findall(written)
    if len(old) != len(new) or len(changed) != 1 or steps.count(changed[0][0]) != 1:
        return ""
    return "".join(changed[0][1] if step == changed[0][0] else step for step in steps)


def corrected(data: bytes, judged: str, edits: Iterable[Edit]) -> bytes | None:
    """Return a file's bytes with the edits made; None if it is no longer the text that was judged."""
    if decode(data) != judged:
        return None
    codec = "utf-8" if _is_utf8(data) else "cp1252"
    text = data.decode(codec, "replace")
    if text.encode(codec, "replace") != data:
        return None
    lines = re.split(r"(\r\n|\r|\n)", text)
    mark = text.startswith("\ufeff")
    for line, column, old, new in sorted(edits, reverse=True):
        whole, start = lines[2 * line - 2], column - 1 + (mark and line == 1)
        if not whole.startswith(old, start):
            return None
        lines[2 * line - 2] = whole[:start] + new + whole[start + len(old) :]
    return "".join(lines).encode(codec)


def diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff, without their ends."""
    texts = (decode(before).split("\n"), decode(after).split("\n"))
    yield from unified_diff(*texts, f"a/{path}", f"b/{path}", n=1, lineterm="")


def _definition_of(text: str, href: str) -> tuple[int, int] | None:
    """Return where the one definition of a reference to ``href`` has it."""
    found = list(
        re.finditer(rf"^[ >\t]*\[[^\]\n]+\]:\s*<?({re.escape(href)})(?=[>\s]|\Z)", text, re.MULTILINE)
    )
    if len(found) != 1:
        return None
    start = found[0].start(1)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _reads(text: str, line: int, column: int, *words: str) -> bool:
    lines = text.split("\n")
    return line <= len(lines) and lines[line - 1].startswith(words, column - 1)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


_STEPS = re.compile(r"[/#?][^/#?]*|[^/#?]+")
