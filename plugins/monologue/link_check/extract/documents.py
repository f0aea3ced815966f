"""Read the links of any kind of file, and find their offsets. No disk."""

import re
from collections.abc import Iterator
from html import escape

from ..guard import guarded
from ..model import Document, Link, Role
from .css import css_urls
from .encoding import decode
from .html import html_offsets, json_urls, read_html
from .xml import MalformedXMLError, xml_links

KINDS = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "svg": "html",  # the WHATWG parser supports SVG
    "css": "css",
    "xml": "xml",
    "atom": "xml",
    "rss": "xml",
    "webmanifest": "manifest",
}
"""The kind of a file by its extension. Other files are not checked."""

MAX_MISSES, WINDOW = 100, 10_000
"""After this many failed searches in a file, only this many characters are searched. A file that
writes all values with entities would otherwise take quadratic time."""
_BEFORE, _BEHIND = re.compile(r"[\"'>\s]"), re.compile(r"[\"'<\s]")
MANIFEST = frozenset({"src", "url", "start_url", "scope"})
"""The keys of a web app manifest whose value is a URL."""


def kind_of(path: str) -> str:
    """Return the kind of a file by its extension: a value of ``KINDS``, or ``""``."""
    return KINDS.get(path.rpartition(".")[2].lower(), "")


def read_bytes(path: str, data: bytes) -> Document:
    """Decode and ``read`` a file; if the check itself fails on it, the document has a ``failure``."""
    return guarded(path, lambda: read(path, decode(data, path)), lambda why: Document(path, failure=why))


def read(path: str, text: str) -> Document:
    """Read the links and fragments of a file. If it cannot be parsed, the document has a ``fault``."""
    if kind_of(path) == "html":
        return read_html(path, text)
    try:
        return Document(path, tuple(_plain_links(kind_of(path), text)))
    except MalformedXMLError as error:
        return Document(path, fault=f"the file is not well-formed XML: {error}")


def offsets(path: str, text: str, *, ignored: bool = False) -> Iterator[tuple[Link, int]]:
    """Yield each link of ``read``, in the same order, with the offset of its first character.

    With ``ignored``, links that the author marked as ignored are included.
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
    """Search the links of a parser without offsets, each as a whole value after the previous one."""
    offset = missed = 0
    for link in links:
        end = len(text) if missed < MAX_MISSES else offset + WINDOW
        at = place_of(text, escape(link.href), offset, end)
        missed += at < 0  # the value is written with entities
        offset = max(offset, at)
        yield link, offset


def place_of(text: str, value: str, start: int, end: int) -> int:
    """Return the offset of a value in quotes, in a tag or between spaces before ``end``; -1 if not found."""
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
