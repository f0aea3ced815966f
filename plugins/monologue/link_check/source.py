"""Find where a link stands in its Markdown source. No disk, no Pelican.

Python-Markdown keeps no positions, so the source is read once more by a parser
that keeps lines (CommonMark's), which is told to remember columns too. The two
differ in details; what this one does not see is then looked for as text.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from .extract import html_offsets

if TYPE_CHECKING:
    from markdown_it.token import Token


class Spot(NamedTuple):
    """A link of a source, and where it is; both count from 1."""

    href: str
    line: int
    column: int


def source_links(text: str, *, bare: bool = False) -> list[Spot]:
    """Return the links of a Markdown source in the order of its output: footnotes come last.

    Front matter is not looked at. With ``bare``, addresses that stand in the text alone are links, too.
    """
    from .commonmark import Markdown  # noqa: PLC0415 - a folder of HTML has no source that needs a parser

    body = _PIPE.sub(lambda match: match[0].replace("|", "¦"), without_front_matter(text))
    body = _FOOTNOTE.sub(r"\1.", body)
    lines = body.split("\n")
    passed: dict[int, int] = {}
    spots = []
    for token in Markdown(bare=bare).parse(body):
        if token.map and token.type in ("inline", "html_block"):
            columns = _columns(token, lines, passed)
            for href, offset in _links_in(token):
                line = token.content.count("\n", 0, offset)
                column = offset - (token.content.rfind("\n", 0, offset) + 1) + columns[line]
                spots.append(Spot(href, token.map[0] + line + 1, column + 1))
    notes = set(_footnote_lines(body.split("\n"))) if ".^" in body else set()
    return sorted(spots, key=lambda spot: spot.line in notes)


def _footnote_lines(lines: list[str]) -> Iterator[int]:
    """Yield the number of each line of a footnote: what is indented goes on with it, so does what follows."""
    inside = blank = False
    for number, line in enumerate(lines, 1):
        if line.lstrip(" ").startswith(".^"):
            inside = True
        elif line.strip() and blank and not line.startswith(("    ", "\t")):
            inside = False
        blank = not line.strip()
        if inside:
            yield number


def _columns(token: "Token", lines: list[str], passed: dict[int, int]) -> list[int]:
    """Return the column, from 0, at which each line of a token's content begins in the source.

    What goes before it are quote marks, list marks and indentation; in a table,
    the cells that were ``passed``.
    """
    columns = []
    for number, content in enumerate(token.content.split("\n"), token.map[0] if token.map else 0):
        words = content.strip()
        line = lines[number] if number < len(lines) else ""
        at = max(line.find(words, passed.get(number, 0)), 0)
        passed[number] = at + len(words)
        columns.append(at - (len(content) - len(content.lstrip())))
    return columns


def _links_in(token: "Token") -> Iterator[tuple[str, int]]:
    """Yield the address and the offset in the content of each link of a block."""
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


def spots_of(text: str, href: str) -> Iterator[Spot]:
    """Yield each place where an address stands as a word of its own in any text."""
    written = {href, escape(href)} - {""}
    word = re.compile(r"(?<![\w/.:%@-])(?:" + "|".join(map(re.escape, sorted(written))) + r")(?![\w/%@-])")
    line, start = 1, 0
    for match in word.finditer(text) if written else ():
        line += text.count("\n", start, match.start())
        start = match.start()
        yield Spot(href, line, start - text.rfind("\n", 0, start))


def front_matter_of(text: str) -> str:
    """Return the block that opens a source: between ``---``, ``+++`` or ``;;;``, or ``Key: value`` lines."""
    match = _FENCED.match(text) or _KEYS.match(text)
    return match[0] if match else ""


def without_front_matter(text: str) -> str:
    """Return a source with its front matter emptied, so that every line keeps its number."""
    block = front_matter_of(text)
    return "\n" * block.count("\n") + text[len(block) :]


_FOOTNOTE = re.compile(r"^( *)\[(?=\^[^\]\n]+\]:)", re.MULTILINE)
_PIPE = re.compile(r"\\\||(?<!`)(`+)(?!`)[^`\n]*\1(?!`)")
"""A pipe that divides no cells in Python-Markdown: escaped, or inside code."""
_FENCED = re.compile(r"\s*(---|\+\+\+|;;;)[^\n]*\n(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = re.compile(r"(?:[A-Za-z][\w -]*:(?!//)[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?=\n|\Z)")
