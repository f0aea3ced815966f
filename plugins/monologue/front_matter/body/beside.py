"""Links to files beside a source, as Astro, Hugo and GitHub resolve them. No disk: ``look`` knows the files.

``![](chart.png)`` in ``blog/heads/index.md`` means ``blog/heads/chart.png``, and ``[x](../other.md)`` means
that source; in the output neither stands where the link says.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize
from urllib.parse import quote, unquote

from .rewrite import addresses_of

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/?#]|\Z")
"""How an address begins that names no file beside the source: with a scheme, at the root, with a fragment."""
INTRASITE = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<address>.+)", re.S)
"""Pelican's own syntax: ``{static}/images/up.png``; a slash stands for the content folder."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file that an address leads to."""

    kind: str
    """``"filename"``: a source that becomes a document; ``"attach"``: a file beside the text, which is
    brought to where its content is written; ``"static"``: any other file."""
    path: str
    """From the content folder, with slashes."""
    rest: str = ""
    """The query and the fragment of the address."""


Look = Callable[[str], tuple[str, str] | None]
"""Gives the kind and the path of a :class:`Target` for a decoded path; None if there is no such file."""


def target_of(address: str, look: Look) -> Target | None:
    """Return the file that an address leads to; None if it leads to none, or elsewhere.

    ``?`` and ``#`` end a path, and ``%`` begins a code, unless only a file whose name has them is there.
    """
    if own := INTRASITE.fullmatch(address):
        target = _file_at(own["address"], look)
        is_file = target and target.kind != "filename" and own["kind"] != "filename"
        return replace(target, kind=own["kind"]) if target and is_file else target
    return None if ELSEWHERE.match(address) else _file_at(address, look)


def _file_at(address: str, look: Look) -> Target | None:
    path, rest = re.fullmatch(r"([^?#]*)(.*)", address, re.S).groups()  # type: ignore[union-attr]
    for name, after in ((path, rest), (address, "")):
        for spelling in _spellings(name):
            if found := look(spelling):
                return Target(*found, after)
    return None


def _spellings(name: str) -> Iterator[str]:
    """Yield the names that a file may have: decoded, as written, and with its accents composed or apart."""
    for spelling in dict.fromkeys((unquote(name), name)):
        yield from dict.fromkeys((spelling, normalize("NFC", spelling), normalize("NFD", spelling)))


def targets(html: str, look: Look) -> dict[str, Target]:
    """Return the file beside the source that each address in a text leads to."""
    found = {address: target_of(address, look) for address in addresses_of(html)}
    return {address: target for address, target in found.items() if target}


def encoded(url: str) -> str:
    """Return the path of a file of the output as a URL has it; also one in a ``srcset`` or in CSS."""
    return quote(url, safe="/~!$&*+;=:@")
