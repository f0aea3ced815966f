"""Links to files relative to a source, as Astro, Hugo and GitHub resolve them.

Does not touch the disk: a function ``find_file`` looks for the files.

``![](chart.png)`` in ``blog/heads/index.md`` means ``blog/heads/chart.png``, and ``[x](../other.md)`` means
that source; in the output, neither has this relative path.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize
from urllib.parse import quote, unquote

from .rewrite import urls_of

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/?#]|\Z")
"""The start of a URL that is not a relative path: a scheme, a root-relative path, a query or a fragment."""
INTRASITE = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<url>.+)", re.S)
"""Pelican's syntax: ``{static}/images/up.png``; a leading slash means the content folder."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file that a link points to."""

    kind: str
    """``"filename"``: a source that becomes a document; ``"attach"``: a file in the folder of the text or
    below, which is copied next to the document; ``"asset"``: a file outside the content folder; ``"static"``:
    any other file."""
    path: str
    """Relative to the content folder, with slashes."""
    rest: str = ""
    """The query and the fragment of the link."""


FindFile = Callable[[str], tuple[str, str] | None]
"""Returns the kind and the path of a :class:`Target` for a decoded path; None if the file does not exist."""


def target_of(href: str, find_file: FindFile) -> Target | None:
    """Return the file that a link points to; None if it does not exist or the link is not a relative path.

    ``?`` and ``#`` end a path, and ``%`` begins an escape, unless only a file with these characters exists.
    """
    if own := INTRASITE.fullmatch(href):
        target = _file_at(own["url"], find_file)
        is_file = target and target.kind != "filename" and own["kind"] != "filename"
        return replace(target, kind=own["kind"]) if target and is_file else target
    return None if ELSEWHERE.match(href) else _file_at(href, find_file)


def _file_at(href: str, find_file: FindFile) -> Target | None:
    path, rest = re.fullmatch(r"([^?#]*)(.*)", href, re.S).groups()  # type: ignore[union-attr]
    for name, after in ((path, rest), (href, "")):
        for spelling in _spellings(name):
            if found := find_file(spelling):
                return Target(*found, after)
    return None


def _spellings(name: str) -> Iterator[str]:
    """Yield possible names of a file: decoded and as written, each also in Unicode NFC and NFD."""
    for spelling in dict.fromkeys((unquote(name), name)):
        yield from dict.fromkeys((spelling, normalize("NFC", spelling), normalize("NFD", spelling)))


def targets(html: str, find_file: FindFile) -> dict[str, Target]:
    """Return the file that each relative link in a text points to."""
    found = {href: target_of(href, find_file) for href in urls_of(html)}
    return {href: target for href, target in found.items() if target}


def encoded(url: str) -> str:
    """Return the percent-encoded path of an output file, safe also in ``srcset`` and CSS."""
    return quote(url, safe="/~!$&*+;=:@")
