"""Correct links in the author's files if there is exactly one possible correction. No disk.

Only the URL changes: a file keeps its encoding, its byte order mark and its line ends.
The corrected text is parsed again. If its links differ from the old ones in anything but
the corrected URLs, nothing is written, and the reason is reported.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from .extract.documents import kind_of, offsets
from .extract.encoding import decode, decoded, encoded, encoding_of
from .extract.xml import MalformedXMLError
from .guard import guarded
from .locate.origin import Place
from .locate.source import Reading, front_matter_of, line_starts, source_links
from .model import Fault


class Edit(NamedTuple):
    """The replacement of one URL."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters, without the byte order mark."""
    old: str
    new: str


class RefusedError(ValueError):
    """A link cannot be corrected; the message says why."""


class Edits(NamedTuple):
    """The edits of one file."""

    judged: str
    """The text in which the faults were found."""
    edits: list[Edit]
    refused: list[str]
    """For each link that is not corrected, its place and the reason."""


def edits_by_file(groups: Iterable[tuple[Place, list[Fault]]]) -> dict[str, Edits]:
    """Return the edits of each file by its path."""
    found: dict[str, Edits] = {}
    for place, faults in groups:
        meant = {fault.finding.replacement for fault in faults}
        if meant == {""}:
            continue
        edits = found.setdefault(place.path, Edits(place.text, [], []))
        try:
            if len(meant) > 1:
                raise RefusedError("there is more than one possible correction")
            edits.edits.append(_edit_of(place, faults[0]))
        except RefusedError as error:
            edits.refused.append(_line(place.path, place.spot.line, place.spot.column, str(error)))
    # A reference is defined once and may be used often.
    return {path: each._replace(edits=list(dict.fromkeys(each.edits))) for path, each in found.items()}


def _line(path: str, line: int, column: int, reason: str) -> str:
    return f"{':'.join(str(part) for part in (path, line, column) if part)}: not corrected: {reason}"


def _edit_of(place: Place, fault: Fault) -> Edit:
    """Return the edit for a fault.

    Raises:
        RefusedError: If the fault cannot be corrected, or the check itself fails on it.
    """
    edit = guarded(fault.link.href, lambda: edit_at(place, fault), lambda why: why)
    if isinstance(edit, Edit):
        return edit
    raise RefusedError(
        edit.message if edit else "the link is not written there in a form that can be replaced"
    )


def edit_at(place: Place, fault: Fault) -> Edit | None:
    """Return the edit for a fault, or None if the text at its place is not the checked URL.

    Templates and settings are not edited: their URLs are only searched as text, and may
    occur in other places as well.
    """
    written, line, column = place.spot.href, place.spot.line, place.spot.column
    meant = rewritten(written, fault.link.href, fault.finding.replacement)
    if not meant or not column or place.shared:
        return None
    at = (
        _definition_of(place.text, written)
        if _has_at(place.text, line, column, "[", "![")
        else (line, column)
    )
    for old, new in ((written, meant), (escape(written), escape(meant))):
        if at and _has_at(place.text, *at, old):
            return Edit(*at, old, new)
    return None


def rewritten(written: str, href: str, meant: str) -> str:
    """Return the correction of ``written``, from which Pelican made ``href``, so that it becomes ``meant``.

    If ``written`` and ``href`` differ, the one wrong path segment or fragment is replaced,
    provided that it occurs exactly once in ``written``; otherwise the result is ``""``.
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
    """The result of correcting one file."""

    data: bytes
    """The new bytes of the file; the old ones if nothing is corrected."""
    made: Sequence[Edit]
    refused: list[str]
    """As in ``Edits``."""


def correct(path: str, data: bytes, wanted: Edits) -> Correction:
    """Return a file's bytes with all edits after which its links are parsed as intended."""
    return guarded(
        path,
        lambda: _correct(path, data, wanted),
        lambda why: Correction(data, [], [_line(path, 0, 0, why.message)]),
    )


def _correct(path: str, data: bytes, wanted: Edits) -> Correction:
    made = wanted.edits
    if made and not reads_as_meant(path, wanted.judged, made):
        made = [edit for edit in made[:MAX_SINGLE_EDITS] if reads_as_meant(path, wanted.judged, [edit])]
    unread = [edit for edit in wanted.edits if edit not in made] if len(made) < len(wanted.edits) else []
    refused = wanted.refused + [
        _line(path, *edit[:2], f"{edit.new} would not be parsed as intended") for edit in unread
    ]
    try:
        return Correction(corrected(path, data, wanted.judged, made) if made else data, made, refused)
    except RefusedError as error:
        return Correction(data, [], [*refused, _line(path, 0, 0, str(error))])


def reads_as_meant(path: str, text: str, edits: Sequence[Edit]) -> bool:
    """Tell whether the edits change exactly the links that they are meant to change."""
    after = edited(text, edits)
    if after is None:
        return False
    fields = front_matter_of(text).count("\n") if not kind_of(path) else 0
    if not all(_PLAIN.fullmatch(edit.new) for edit in edits if edit.line <= fields):
        return False  # front matter is not parsed; these characters need no escaping in any dialect
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
    """Return a file's bytes with the edits.

    Raises:
        RefusedError: If the text is no longer the ``judged`` one, or cannot be encoded without other changes.
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
    raise RefusedError(f"the file cannot be encoded as {encoding} without other changes")


def edited(text: str, edits: Iterable[Edit]) -> str | None:
    """Return a text with the edits; None if one of the old URLs is not at its place."""
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
    """Yield the lines of a unified diff, without line ends."""
    texts = (decode(before, path).split("\n"), decode(after, path).split("\n"))
    yield from unified_diff(*texts, f"a/{path}", f"b/{path}", n=1, lineterm="")


def _definition_of(text: str, href: str) -> tuple[int, int] | None:
    """Return the line and column of ``href`` in its only reference definition, or None."""
    places = _definitions(text).get(href, [])
    return places[0] if len(places) == 1 else None


@lru_cache(maxsize=4)
def _definitions(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the places, as line and column, of each URL in a reference definition."""
    found: dict[str, list[tuple[int, int]]] = {}
    starts = line_starts(text)
    for match in _DEFINITION.finditer(text):
        line = bisect_right(starts, match.start(1))
        found.setdefault(match[1], []).append((line, match.start(1) - starts[line - 1] + 1))
    return found


def _has_at(text: str, line: int, column: int, *words: str) -> bool:
    lines = _lines_of(text)
    return line <= len(lines) and lines[line - 1].startswith(words, column - 1)


@lru_cache(maxsize=4)
def _lines_of(text: str) -> list[str]:
    return text.split("\n")


MAX_SINGLE_EDITS = 100
"""If the edits of a file cannot be made together, this many are tried one by one."""
_STEPS = re.compile(r"[/#?][^/#?]*|[^/#?]+")
_DEFINITION = re.compile(r"^[ >\t]*\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?([^\s<>]+)", re.MULTILINE)
_PLAIN = re.compile(r"[\w.~:/?#=&%+@-]+", re.ASCII)
"""Characters without a special meaning in YAML, TOML and JSON."""
