"""Make the edits of a file. No disk.

Only the URL changes: a file keeps its encoding, its byte order mark and its line ends.
The corrected text is parsed again. If its links differ from the old ones in anything but
the corrected URLs, nothing is written, and the reason is reported.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from html import unescape
from typing import NamedTuple

from ..extract.documents import kind_of, offsets
from ..extract.encoding import decode, decoded, encoded, encoding_of
from ..extract.xml import MalformedXMLError
from ..guard import guarded
from ..locate.source import Reading, front_matter_of, source_links
from .edits import Edit, Edits, RefusedError, refusal


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
        lambda why: Correction(data, [], [refusal(path, 0, 0, why.message)]),
    )


def _correct(path: str, data: bytes, wanted: Edits) -> Correction:
    made = wanted.edits
    if made and not reads_as_meant(path, wanted.judged, made):
        made = [edit for edit in made[:MAX_SINGLE_EDITS] if reads_as_meant(path, wanted.judged, [edit])]
    unread = [edit for edit in wanted.edits if edit not in made] if len(made) < len(wanted.edits) else []
    refused = wanted.refused + [
        refusal(path, *edit[:2], f"{edit.new} would not be parsed as intended") for edit in unread
    ]
    try:
        return Correction(corrected(path, data, wanted.judged, made) if made else data, made, refused)
    except RefusedError as error:
        return Correction(data, [], [*refused, refusal(path, 0, 0, str(error))])


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


MAX_SINGLE_EDITS = 100
"""If the edits of a file cannot be made together, this many are tried one by one."""
_PLAIN = re.compile(r"[\w.~:/?#=&%+@-]+", re.ASCII)
"""Characters without a special meaning in YAML, TOML and JSON."""
