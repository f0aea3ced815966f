"""Write the links that were meant into the author's files, where there is but one they can mean. No disk.

What is changed is the address alone. A file keeps its encoding, its byte order
mark and its line ends. What was changed is read again: if it is not the same
links with the intended targets, nothing is written, and the reason is reported.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from .documents import kind_of, offsets
from .encoding import decode, decoded, encoded, encoding_of
from .feeds import MalformedXMLError
from .guard import guarded
from .model import Fault
from .origin import Place
from .source import Reading, front_matter_of, line_starts, source_links


class Edit(NamedTuple):
    """One address to replace."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters; a byte order mark is not one of them."""
    old: str
    new: str


class RefusedError(ValueError):
    """An address that is not corrected; the message says why."""


class Edits(NamedTuple):
    """What to change in one file."""

    judged: str
    """The text in which the faults were found."""
    edits: list[Edit]
    refused: list[str]
    """For each address that is left as it is, its place and the reason."""


def edits_by_file(groups: Iterable[tuple[Place, list[Fault]]]) -> dict[str, Edits]:
    """Return what to change in each file, by its path, and what is left to the author."""
    found: dict[str, Edits] = {}
    for place, faults in groups:
        meant = {fault.finding.replacement for fault in faults}
        if meant == {""}:
            continue
        edits = found.setdefault(place.path, Edits(place.text, [], []))
        try:
            if len(meant) > 1:
                raise RefusedError("it can mean more than one thing")
            edits.edits.append(_edit_of(place, faults[0]))
        except RefusedError as error:
            edits.refused.append(_line(place.path, place.spot.line, place.spot.column, str(error)))
    # A reference is defined once and used often.
    return {path: each._replace(edits=list(dict.fromkeys(each.edits))) for path, each in found.items()}


def _line(path: str, line: int, column: int, reason: str) -> str:
    return f"{':'.join(str(part) for part in (path, line, column) if part)}: not corrected: {reason}"


def _edit_of(place: Place, fault: Fault) -> Edit:
    """Return what to write at a place.

    Raises:
        RefusedError: With the reason not to; what the check itself fails on is one.
    """
    edit = guarded(fault.link.href, lambda: edit_at(place, fault), lambda why: why)
    if isinstance(edit, Edit):
        return edit
    raise RefusedError(edit.message if edit else "it is not written there in a form that can be replaced")


def edit_at(place: Place, fault: Fault) -> Edit | None:
    """Return what to write at a place, or None if the address does not stand there as it was judged.

    Templates and settings are left alone: an address is only looked for there, and
    may stand in another place as well.
    """
    written, line, column = place.spot.href, place.spot.line, place.spot.column
    meant = rewritten(written, fault.link.href, fault.finding.replacement)
    if not meant or not column or place.shared:
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


class Correction(NamedTuple):
    """What becomes of one file."""

    data: bytes
    """The file's new bytes; the old ones where nothing is corrected."""
    made: Sequence[Edit]
    refused: list[str]
    """As in ``Edits``."""


def correct(path: str, data: bytes, wanted: Edits) -> Correction:
    """Return a file's bytes with all the edits made after which its links read as they were meant."""
    return guarded(
        path,
        lambda: _correct(path, data, wanted),
        lambda why: Correction(data, [], [_line(path, 0, 0, why.message)]),
    )


def _correct(path: str, data: bytes, wanted: Edits) -> Correction:
    made = wanted.edits
    if made and not reads_as_meant(path, wanted.judged, made):
        made = [edit for edit in made[:PATIENCE] if reads_as_meant(path, wanted.judged, [edit])]
    unread = [edit for edit in wanted.edits if edit not in made] if len(made) < len(wanted.edits) else []
    refused = wanted.refused + [
        _line(path, *edit[:2], f"{edit.new} would not be read as it is meant") for edit in unread
    ]
    try:
        return Correction(corrected(path, data, wanted.judged, made) if made else data, made, refused)
    except RefusedError as error:
        return Correction(data, [], [*refused, _line(path, 0, 0, str(error))])


def reads_as_meant(path: str, text: str, edits: Sequence[Edit]) -> bool:
    """Tell whether a text has the same links after the edits as before, but for what was to be changed."""
    after = edited(text, edits)
    if after is None:
        return False
    fields = front_matter_of(text).count("\n") if not kind_of(path) else 0
    if not all(_PLAIN.fullmatch(edit.new) for edit in edits if edit.line <= fields):
        return False  # no parser of its dialect is at hand, and these stand for themselves in all
    try:
        links, new_links = list(_hrefs(path, text)), list(_hrefs(path, after))
    except MalformedXMLError:
        return False
    changes = Counter((old, new) for old, new in zip(links, new_links, strict=False) if old != new)
    meant = Counter((unescape(edit.old), unescape(edit.new)) for edit in edits if edit.line > fields)
    return len(links) == len(new_links) and changes.keys() == meant.keys() and changes >= meant


def _hrefs(path: str, text: str) -> Iterator[str]:
    if kind_of(path):
        return (link.href for link, _ in offsets(path, text, ignored=True))
    return (spot.href for spot in source_links(text, Reading(bare=True)))


def corrected(path: str, data: bytes, judged: str, edits: Iterable[Edit]) -> bytes:
    """Return a file's bytes with the edits made.

    Raises:
        RefusedError: If it is no longer the text that was ``judged``, or its encoding cannot be written.
    """
    if decode(data, path) != judged:
        raise RefusedError("the file has changed since it was read")
    encoding = encoding_of(data, path)
    text = decoded(data, encoding)
    after = edited(text, edits)
    try:
        if after is not None and encoded(text, encoding) == data:
            return encoded(after, encoding)
    except ValueError:
        pass
    raise RefusedError(f"it cannot be written in its encoding, {encoding}, without changing more of it")


def edited(text: str, edits: Iterable[Edit]) -> str | None:
    """Return a text with the edits made; None if one of the addresses is not where it should be."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    mark, end, pieces = text.startswith("\ufeff"), 0, list[str]()
    for line, column, old, new in sorted(edits):
        at = starts[line - 1] + column - 1 + (mark and line == 1)
        if at < end or not text.startswith(old, at):
            return None
        pieces += [text[end:at], new]
        end = at + len(old)
    return "".join(pieces) + text[end:]


def diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff, without their ends."""
    texts = (decode(before, path).split("\n"), decode(after, path).split("\n"))
    yield from unified_diff(*texts, f"a/{path}", f"b/{path}", n=1, lineterm="")


def _definition_of(text: str, href: str) -> tuple[int, int] | None:
    """Return where the one definition of a reference to ``href`` has it."""
    places = _definitions(text).get(href, [])
    return places[0] if len(places) == 1 else None


@lru_cache(maxsize=4)
def _definitions(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the line and column of each address that a reference is defined with."""
    found: dict[str, list[tuple[int, int]]] = {}
    starts = line_starts(text)
    for match in _DEFINITION.finditer(text):
        line = bisect_right(starts, match.start(1))
        found.setdefault(match[1], []).append((line, match.start(1) - starts[line - 1] + 1))
    return found


def _reads(text: str, line: int, column: int, *words: str) -> bool:
    lines = _lines_of(text)
    return line <= len(lines) and lines[line - 1].startswith(words, column - 1)


@lru_cache(maxsize=4)
def _lines_of(text: str) -> list[str]:
    return text.split("\n")


PATIENCE = 100
"""If the edits of a file cannot all be made, so many are tried alone."""
_STEPS = re.compile(r"[/#?][^/#?]*|[^/#?]+")
_DEFINITION = re.compile(r"^[ >\t]*\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?([^\s<>]+)", re.MULTILINE)
_PLAIN = re.compile(r"[\w.~:/?#=&%+@-]+", re.ASCII)
"""What means nothing in YAML, TOML, JSON or any other front matter."""
