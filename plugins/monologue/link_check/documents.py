"""Read any kind of written file that has links, and find again where each of them stands. No disk."""

import re
from collections.abc import Iterator
from html import escape

from .encoding import decode
from .extract import html_offsets, json_urls, read_html
from .feeds import MalformedXMLError, xml_links
from .guard import guarded
from .model import Document, Link, Role
from .styles import css_urls

KINDS = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "svg": "html",  # WHATWG's parser knows SVG's names
    "css": "css",
    "xml": "xml",
    "atom": "xml",
    "rss": "xml",
    "webmanifest": "manifest",
}
"""What a file is, by its ending. All others have no links that are judged."""

PATIENCE, NEAR = 100, 10_000
"""So many values may be looked for to the end of a file in vain; then only so many characters on, lest a
file that writes all of them with entities takes the square of its size."""
_BEFORE, _BEHIND = re.compile(r"[\"'>\s]"), re.compile(r"[\"'<\s]")
MANIFEST = frozenset({"src", "url", "start_url", "scope"})
"""The keys of a web app manifest that hold an address."""


def kind_of(path: str) -> str:
    """Return the kind that a path's ending tells: a value of ``KINDS``, or ``""``."""
    return KINDS.get(path.rpartition(".")[2].lower(), "")


def read_bytes(path: str, data: bytes) -> Document:
    """Read a file as ``read`` does; if the check itself fails on it, the document says so."""
    return guarded(path, lambda: read(path, decode(data, path)), lambda why: Document(path, failure=why))


def read(path: str, text: str) -> Document:
    """Read what a file uses and defines. A file that cannot be read says so in ``fault``."""
    if kind_of(path) == "html":
        return read_html(path, text)
    try:
        return Document(path, tuple(_plain_links(kind_of(path), text)))
    except MalformedXMLError as error:
        return Document(path, fault=f"this is not well-formed XML: {error}")


def offsets(path: str, text: str, *, ignored: bool = False) -> Iterator[tuple[Link, int]]:
    """Yield each link that ``read`` gives, in its order, with the offset of its first character.

    With ``ignored``, those that the author marked as ignored are among them.
    """
    kind = kind_of(path)
    if kind == "html":
        yield from html_offsets(text, ignored=ignored)
    elif kind == "css":
        yield from _css_links(text)
    else:
        yield from _found(_plain_links(kind, text), text)


def _css_links(text: str) -> Iterator[tuple[Link, int]]:
    return ((Link("css", "", url, Role.LOAD), at) for url, at in css_urls(text) if url[:1] != "#")


def _found(links: Iterator[Link], text: str) -> Iterator[tuple[Link, int]]:
    """Look for the links whose parser tells no places: each whole value, from the one before on."""
    offset = missed = 0
    for link in links:
        end = len(text) if missed < PATIENCE else offset + NEAR
        at = place_of(text, escape(link.href), offset, end)
        missed += at < 0  # it is written with entities
        offset = max(offset, at)
        yield link, offset


def place_of(text: str, value: str, start: int, end: int) -> int:
    """Return where a value stands in quotes, in a tag or between spaces before ``end``; -1 if it does not."""
    at = text.find(value, start, end)
    while at >= 0 and not (at and _BEFORE.match(text, at - 1) and _BEHIND.match(text, at + len(value))):
        at = text.find(value, at + 1, end)
    return at


def _plain_links(kind: str, text: str) -> Iterator[Link]:
    if kind == "css":
        return (link for link, _ in _css_links(text))
    if kind == "manifest":
        return (Link("manifest", "", url, Role.LOAD) for url in json_urls(text, MANIFEST))
    return xml_links(text)
