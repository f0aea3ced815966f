"""What a fault's origin is found with: a content and its source, a document and its text. No Pelican."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from html import unescape
from itertools import islice
from operator import or_

from .documents import kind_of, place_of
from .documents import offsets as offsets_of
from .extract import Found, html_links, offset_of, parse_html
from .model import Fault
from .source import Spot, source_links, spots_of

EDGE = 60
"""Characters at the beginning and at the end of a content's HTML that a theme leaves as they are, mostly."""
NEAR = 500
"""Characters; words farther away say little about the place of a link."""
_BLOCK = re.compile(
    r"</?(?:p|div|li|[uod]l|d[dt]|t[rdh]|h[1-6]|blockquote|pre|figure|section|article)\b[^>]*>"
)
_WORDS = re.compile(r"(?:>|\A)\s*([^<>\n]{8,}?)\s*(?=<|\n|\Z)")


@dataclass(frozen=True)
class Content:
    """An article or page: its source, and what Pelican made of it. Read when a fault asks for it."""

    path: str
    """The source, as an author can open it."""
    document: str
    """The path of the document it is written to."""
    read: Callable[[], str]
    """Gives the source's text."""
    html: Callable[[], tuple[str, ...]]
    """Gives the HTML that templates insert: the content and the summary."""
    expand: Callable[[str], str]
    """Gives what Pelican makes of an address in the source (``{filename}``)."""

    @cached_property
    def text(self) -> str:
        """The source's text."""
        return self.read()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The HTML of the content, and of the summary."""
        return tuple(part for part in self.html() if part)

    @cached_property
    def uses(self) -> Mapping[str, int]:
        """Every address that the content uses, and how often one part does, at most."""
        counts = (
            Counter(link.href for link, _ in html_links(parse_html(part), part, ignored=True))
            for part in self.parts
        )
        return reduce(or_, counts, Counter[str]())

    @cached_property
    def spots(self) -> Mapping[str, list[Spot]]:
        """Where each address stands in the source, by what it is in the output."""
        return self._spots_of(source_links(self.text))

    @cached_property
    def spots_with_bare(self) -> Mapping[str, list[Spot]]:
        """The same, if addresses that stand in the text alone became links (magiclink, linkify)."""
        return self._spots_of(source_links(self.text, bare=True))

    def _spots_of(self, links: Iterable[Spot]) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = {}
        for spot in links:
            found.setdefault(self.expand(spot.href), []).append(spot)
        return found

    def spot(self, href: str, nth: int, words: Iterable[tuple[str, int]] = ()) -> Spot:
        """Return where the ``nth`` use of an address stands.

        If a plugin or a shortcode made it, the column is 0, and the line is told
        by the ``words`` around the link (see ``Page.words``), or is 0.
        """
        spots = self.spots.get(href, [])
        if len(spots) < self.uses.get(href, 0):
            spots = self.spots_with_bare.get(href, [])
        spots = spots or list(spots_of(self.text, href.removeprefix("mailto:")))
        return spots[min(nth, len(spots) - 1)] if spots else Spot(href, self._line_of(words), 0)

    def _line_of(self, words: Iterable[tuple[str, int]]) -> int:
        """Return the line of words that the source has but once, moved by the lines to where they lead."""
        at = ((self.text.find(text), lines) for text, lines in words if self.text.count(text) == 1)
        return next((self.text.count("\n", 0, start) + 1 + lines for start, lines in at), 0)


class Page:
    """The text of one document, with the places of its links; one that cannot be read has none to ask for."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self._spans: dict[str, tuple[int, int]] = {}

    def offset(self, nth: int, href: str) -> int:
        """Return where one of the judged links stands; a document is parsed if its address is not unique."""
        text = self.text
        if "&" not in href and text.count(href) == 1 and (at := place_of(text, href, 0, len(text))) >= 0:
            return at
        found = offset_of(*self._nth_link(nth), text) if kind_of(self.path) == "html" else None
        return self._offsets[nth] if found is None else found

    def _nth_link(self, nth: int) -> Found:
        self._found.extend(islice(self._links, max(nth + 1 - len(self._found), 0)))
        return self._found[nth]

    @cached_property
    def _links(self) -> Iterator[Found]:
        return html_links(parse_html(self.text, places=True), self.text)

    @cached_property
    def _found(self) -> list[Found]:
        return []

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for _, offset in offsets_of(self.path, self.text)]

    @cached_property
    def _uses(self) -> dict[str, list[int]]:
        """Where each address stands, ignored or not."""
        uses: dict[str, set[int]] = {}
        for link, offset in offsets_of(self.path, self.text, ignored=True):
            uses.setdefault(link.href, set()).add(offset)
        return {href: sorted(offsets) for href, offsets in uses.items()}

    def span_of(self, part: str) -> tuple[int, int]:
        """Return where a content's HTML begins and ends in the document, or (-1, -1).

        A theme may have changed it inside: then its first and last characters tell.
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

    def nth(self, href: str, offset: int, start: int = 0) -> int:
        """Return how many uses of ``href`` there are from ``start`` to before ``offset``."""
        uses = self._uses.get(href, [])  # a feed has the address in its absolute form
        return bisect_left(uses, offset) - bisect_left(uses, start)

    def words(self, offset: int) -> Iterator[tuple[str, int]]:
        """Yield the words around an offset, the nearest first, each with the lines from its first to there.

        They are of the same paragraph, so that Markdown left their lines as they are.
        """
        before = _BLOCK.split(self.text[max(offset - NEAR, 0) : offset])[-1]
        after = _BLOCK.split(self.text[offset : offset + NEAR])[0]
        for match in reversed(list(_WORDS.finditer(before))):
            yield unescape(match[1]), before.count("\n", match.start(1))
        for match in _WORDS.finditer(after):
            yield unescape(match[1]), -after.count("\n", 0, match.start(1))

    def spot(self, fault: Fault) -> Spot:
        """Return where a fault stands in the document itself."""
        if fault.nth < 0:
            return Spot("", 0, 0)
        offset = self.offset(fault.nth, fault.link.href)
        line = bisect_right(self._lines, offset)
        return Spot(fault.link.href, line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins. Counted once: a document may have as many faults as lines."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]
