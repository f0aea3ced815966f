"""Find the place of a link in its Markdown source. No disk, no Pelican.

Python-Markdown keeps no positions, so the source is parsed again by a CommonMark parser that
keeps lines, extended to keep columns. The parsers differ in details; a link that this one does
not find is searched as text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import escape
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from ...core.positions import Written, columns, first_line, line_starts
from ..extract.html import html_offsets
from .place import Place, Spot

if TYPE_CHECKING:
    from markdown_it.token import Token


class Reading(NamedTuple):
    """How a source is parsed, which depends on the Markdown extensions of the site."""

    bare: bool = False
    """Whether bare URLs in text are links (magiclink, linkify)."""
    tasks: bool = False
    """Whether ``[x]`` at the beginning of an item is a checkbox, not a reference (tasklist)."""
    raw: bool = True
    """Whether raw HTML ends with its tag (Python-Markdown), not with an empty line (CommonMark)."""


USUAL = Reading()


def readings_of(text: str) -> Iterator[Reading]:
    """Yield the readings of a source that may differ in their links, the most common first."""
    tasks = (False, True) if _TASK.search(text) else (False,)
    raw = (True, False) if "<" in text else (True,)
    yield from (Reading(*each) for each in product((False, True), tasks, raw))


def source_links(text: str, reading: Reading = USUAL) -> list[Spot]:
    """Return the links of a Markdown source in the order of its output: footnotes come last.

    Front matter is skipped.
    """
    from .commonmark import Markdown  # noqa: PLC0415 - a folder of HTML needs no Markdown parser

    body = _PIPE.sub(lambda match: match[0].replace("|", "¦"), without_front_matter(text))
    body = _FOOTNOTE.sub(r"\1.", body)
    if reading.tasks:
        body = _TASK.sub(r"\1(x)", body)
    body = body.replace("\0", "\ufffd")  # as the parser does
    lines = body.split("\n")
    passed: dict[int, int] = {}
    spots = []
    for token in Markdown(bare=reading.bare, raw=reading.raw).parse(body):
        if token.map and token.type in ("inline", "html_block"):
            token.map[0] = first_line(token, lines)
            begins = columns(token.content, token.map[0], lines, passed)
            starts = line_starts(token.content)
            for href, offset in _links_in(token):
                line = bisect_right(starts, offset) - 1
                column = offset - starts[line] + begins[line]
                spots.append(Spot(href, token.map[0] + line + 1, column + 1))
    notes = set(_footnote_lines(body.split("\n"))) if ".^" in body else set()
    return sorted(spots, key=lambda spot: spot.line in notes)


def _footnote_lines(lines: list[str]) -> Iterator[int]:
    """Yield the number of each line in a footnote, including indented lines and continuation lines."""
    inside = after_blank = False
    for number, line in enumerate(lines, 1):
        if line.lstrip(" ").startswith(".^"):
            inside = True
        elif line.strip() and after_blank and not line.startswith(("    ", "\t")):
            inside = False
        after_blank = not line.strip()
        if inside:
            yield number


def _links_in(token: "Token") -> Iterator[tuple[str, int]]:
    """Yield the URL of each link of a block, and its offset in the content."""
    if token.type == "html_block":
        yield from ((link.href, offset) for link, offset in html_offsets(token.content, ignored=True))
    for child in token.children or ():
        at = child.meta.get("at", 0)
        if child.type == "link_open":
            yield str(child.attrs["href"]), at
        elif child.type == "image":
            yield str(child.attrs["src"]), at
        elif child.type == "html_inline":
            yield from (
                (link.href, at + offset) for link, offset in html_offsets(child.content, ignored=True)
            )


def spots_in(written: Iterable[Written]) -> Iterator[Spot]:
    """Yield the place of each link that the parser of the content recorded, in the order of the output."""
    for one in written:
        if not one.is_html:
            yield Spot(one.text, *one.places[0])
            continue
        starts = line_starts(one.text)
        for link, offset in html_offsets(one.text, ignored=True):
            number = bisect_right(starts, offset) - 1
            line, column = one.places[min(number, len(one.places) - 1)]
            is_exact = number < len(one.places) and len(one.places) == len(starts)
            yield Spot(link.href, line, column + offset - starts[number] if is_exact else column)


def includes_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each file that a source includes, and its line.

    Source: pymdownx.snippets, one file in a line or a block of files. The selection of a section is left out.
    """
    inside, line, start = False, 1, 0
    for match in _INCLUDE.finditer(text) if "8<-" in text else ():
        line += text.count("\n", start, match.start())
        start = match.start()
        if match["mark"] is not None:
            inside = not inside
        elif name := match["file"] or (match["line"].strip() if inside else ""):
            yield _SECTION.sub("", name), line


def spots_of(text: str, href: str) -> Iterator[Spot]:
    """Yield each place of a URL in a text, except as part of a longer word."""
    written = {form for form in (href, escape(href)) if form and form in text}
    word = re.compile(r"(?<![\w/.:%@-])(?:" + "|".join(map(re.escape, sorted(written))) + r")(?![\w/%@-])")
    line, start = 1, 0
    for match in word.finditer(text) if written else ():
        line += text.count("\n", start, match.start())
        start = match.start()
        yield Spot(href, line, start - text.rfind("\n", 0, start))


def first_place(path: str, text: str, href: str, *, shared: bool = False) -> Place | None:
    """Return the first place of a URL in the text of a file, or None; one letter cannot be searched for."""
    if len(href) < 2 or href not in text:
        return None
    return next((Place(path, spot, text, shared) for spot in spots_of(text, href)), None)


def front_matter_of(text: str) -> str:
    """Return the front matter of a source: between ``---``, ``+++`` or ``;;;``, or ``Key: value`` lines."""
    match = _FENCED.match(text) or _KEYS.match(text)
    return match[0] if match else ""


def without_front_matter(text: str) -> str:
    """Return a source with empty lines for its front matter, so that line numbers do not change."""
    block = front_matter_of(text)
    return "\n" * block.count("\n") + text[len(block) :]


_FOOTNOTE = re.compile(r"^( *)\[(?=\^[^\]\n]+\]:)", re.MULTILINE)
_TASK = re.compile(r"^([ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\](?=\s)", re.MULTILINE)
_INCLUDE = re.compile(
    r"""^[ \t]*-+8<-+(?:[ \t]+(?P<quote>["'])(?P<file>[^"'\n]+)(?P=quote)|(?P<mark>))[ \t]*$
      | ^(?P<line>[^\n;][^\n]*)$""",
    re.MULTILINE | re.VERBOSE,
)
_SECTION = re.compile(r"(?<=.):[\w:,-]*\Z")
_PIPE = re.compile(r"\\\||(?<!`)(`+)(?!`)[^`\n]*\1(?!`)")
"""A pipe that does not separate cells in Python-Markdown: escaped, or inside code."""
_FENCED = re.compile(r"\s*(---|\+\+\+|;;;)[^\n]*\n(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = re.compile(r"(?:[A-Za-z][\w -]*:(?!//)[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?=\n|\Z)")
