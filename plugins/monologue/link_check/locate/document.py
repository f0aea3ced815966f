"""The text of one document of the output, with the offsets of its links. No disk, no Pelican."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from ...core.positions import line_starts
from ..extract.documents import kind_of, place_of
from ..extract.documents import offsets as offsets_of
from ..extract.html import Found, html_links, offset_of, parse_html
from .place import Spot

EDGE = 60
"""Characters at both ends of a content's HTML that themes usually leave unchanged."""
FEW = 50
"""The number of links in a document that are searched as text; the rest are located by the parser."""
WORDS_WINDOW = 500
"""Characters around a link in which its neighbouring words are searched."""
_BLOCK = re.compile(
    r"</?(?:p|div|li|[uod]l|d[dt]|t[rdh]|h[1-6]|blockquote|pre|figure|section|article)\b[^>]*>"
)
_WORDS = re.compile(r"(?:>|\A)\s*([^<>\n]{8,}?)\s*(?=<|\n|\Z)")


class DocumentText:
    """The text of a document. It is parsed at most once, and only if a link is not found as text."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self._spans: dict[str, tuple[int, int]] = {}
        self._lookups = 0

    def offset_of(self, index: int, href: str) -> int:
        """Return the offset of a link, given its index in the document."""
        text = self.text
        self._lookups += 1
        if self._lookups > FEW:  # searching the text for each link takes quadratic time
            return self._offsets[index]
        first = text.find(href) if "&" not in href else -1
        if first >= 0 > text.find(href, first + 1) and place_of(text, href, first, len(text)) == first:
            return first
        found = offset_of(*self._links[index], text) if kind_of(self.path) == "html" else None
        return self._offsets[index] if found is None else found

    @cached_property
    def _links(self) -> list[Found]:
        return list(html_links(parse_html(self.text, places=True)))

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for _, offset in offsets_of(self.path, self.text)]

    def span_of(self, part: str) -> tuple[int, int]:
        """Return the start and end of a content's HTML in the document, or (-1, -1).

        If a theme has changed the HTML, its first and last characters are searched.
        """
        if part not in self._spans:
            self._spans[part] = self._find(part)
        return self._spans[part]

    def _find(self, part: str) -> tuple[int, int]:
        start = self.text.find(part)
        if start >= 0:
            return start, start + len(part)
        head, tail = part[:EDGE], part[-EDGE:]
        start, end = self.text.find(head), self.text.rfind(tail) + len(tail)
        sure = len(part) > 2 * EDGE and self.text.count(head) == 1 and 0 <= start < end - len(tail)
        return (start, end) if sure else (-1, -1)

    def uses_between(self, start: int, end: int, href: str) -> int:
        """Return the number of uses of a URL between two offsets, ignored or not."""
        uses = self._uses.get(href, [])  # a feed has the URL in absolute form
        return bisect_left(uses, end) - bisect_left(uses, start)

    @cached_property
    def _uses(self) -> dict[str, list[int]]:
        """The offsets of each URL, ignored or not."""
        uses: dict[str, set[int]] = {}
        for link, offset in offsets_of(self.path, self.text, ignored=True):
            uses.setdefault(link.href, set()).add(offset)
        return {href: sorted(offsets) for href, offsets in uses.items()}

    def words_around(self, offset: int) -> Iterator[tuple[str, int]]:
        """Yield the words around an offset, the nearest first, each with its distance in lines.

        They are in the same block, whose lines Markdown does not change.
        """
        before = _BLOCK.split(self.text[max(offset - WORDS_WINDOW, 0) : offset])[-1]
        after = _BLOCK.split(self.text[offset : offset + WORDS_WINDOW])[0]
        for match in reversed(list(_WORDS.finditer(before))):
            yield unescape(match[1]), before.count("\n", match.start(1))
        for match in _WORDS.finditer(after):
            yield unescape(match[1]), -after.count("\n", 0, match.start(1))

    def spot_at(self, offset: int, href: str) -> Spot:
        """Return the line and column of an offset in the document itself; of offset -1, neither."""
        if offset < 0:
            return Spot(href, 0, 0)
        line = bisect_right(self._lines, offset)
        return Spot(href, line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """The offset of each line. Computed once, because a document may have as many faults as lines."""
        return line_starts(self.text)
