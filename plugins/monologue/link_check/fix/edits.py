"""Choose the edit for each fault that has exactly one possible correction. No disk.

The place of the edit is the place of the diagnostic, or the definition of its reference.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from ..guard import guarded
from ..locate.definition import written_at
from ..locate.place import Place
from ..model import Fault

_STEPS = re.compile(r"[/#?][^/#?]*|[^/#?]+")


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
            edits.refused.append(refusal(place.path, place.spot.line, place.spot.column, str(error)))
    # A reference is defined once and may be used often.
    return {path: each._replace(edits=list(dict.fromkeys(each.edits))) for path, each in found.items()}


def refusal(path: str, line: int, column: int, reason: str) -> str:
    """Return the line that reports why a link is not corrected."""
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
    """Return the edit for a fault, or None if the text at its place is not the checked URL."""
    meant = rewritten(place.spot.href, fault.link.href, fault.finding.replacement)
    spot = written_at(place) if meant else None
    if not spot:
        return None
    escaped = spot.href != place.spot.href
    return Edit(spot.line, spot.column, spot.href, escape(meant) if escaped else meant)


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
