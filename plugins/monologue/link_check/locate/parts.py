"""The parts that a fault is located in: a content with its source, and a document. No Pelican."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from html import unescape
from operator import or_

from ..extract.documents import kind_of, place_of
from ..extract.documents import offsets as offsets_of
from ..extract.html import Found, html_links, offset_of, parse_html
from ..model import Fault
from .source import Reading, Spot, includes_of, line_starts, readings_of, source_links, spots_of

EDGE = 60
"""Characters at both ends of a content's HTML that themes usually leave unchanged."""
MOST_INCLUDES = 100
FEW = 50
"""The number of links in a document that are searched as text; the rest are located by the parser."""
WORDS_WINDOW = 500
"""Characters around a link in which its neighbouring words are searched."""
_BLOCK = re.compile(
    r"</?(?:p|div|li|[uod]l|d[dt]|t[rdh]|h[1-6]|blockquote|pre|figure|section|article)\b[^>]*>"
)
_WORDS = re.compile(r"(?:>|\A)\s*([^<>\n]{8,}?)\s*(?=<|\n|\Z)")


@dataclass(frozen=True)
class Content:
    """An article or page: its source, and its HTML. Both are read only if there is a fault."""

    path: str
    """The path of the source, as the author can open it."""
    document: str
    """The path of its document."""
    read: Callable[[], str]
    """Returns the text of the source."""
    html: Callable[[], tuple[str, ...]]
    """Returns the HTML that templates insert: the content and the summary."""
    expand: Callable[[str], str]
    """Returns the URL that Pelican makes of a link in the source (``{filename}``)."""
    include: Callable[[str], tuple[str, str] | None] = lambda name: None
    """Returns the path and the text of a file that the source includes by name, if it is found."""

    @cached_property
    def text(self) -> str:
        """The text of the source."""
        return self.read()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The HTML of the content, and of the summary."""
        return tuple(part for part in self.html() if part)

    @cached_property
    def uses(self) -> Mapping[str, int]:
        """Every URL that the content uses, and the maximum number of its uses in one part."""
        counts = (
            Counter(link.href for link, _ in html_links(parse_html(part), part, ignored=True))
            for part in self.parts
        )
        return reduce(or_, counts, Counter[str]())

    def _spots_of(self, href: str) -> list[Spot]:
        """Return the places of a URL in the source, in the reading that has as many of them as the output."""
        number, best = self.uses.get(href, 0), list[Spot]()
        for reading in self._readings:
            spots = self._read_as(reading).get(href, [])
            if len(spots) == number:
                return spots
            if len(best) < number < len(spots) or not best:
                best = spots
        return best

    @cached_property
    def _readings(self) -> list[Reading]:
        return list(readings_of(self.text))

    def _read_as(self, reading: Reading) -> Mapping[str, list[Spot]]:
        """Return the places in the source of each URL of the output."""
        if reading not in self._read:
            found = self._read[reading] = {}
            for spot in source_links(self.text, reading):
                found.setdefault(self.expand(spot.href), []).append(spot)
        return self._read[reading]

    @cached_property
    def _read(self) -> dict[Reading, dict[str, list[Spot]]]:
        return {}

    def spot(self, href: str, nth: int, words: Iterable[tuple[str, int]] = ()) -> Spot:
        """Return the place of the ``nth`` use of a URL.

        If a plugin or a shortcode made the link, the column is 0, and the line is that of
        the ``words`` around the link (see ``Page.words``), or 0.
        """
        spots = self._spots_of(href) or list(spots_of(self.text, href.removeprefix("mailto:")))
        return spots[min(nth, len(spots) - 1)] if spots else Spot(href, self._line_of(words), 0)

    @cached_property
    def included(self) -> tuple[dict[str, str], int]:
        """The texts of the included files, by path, and the line that includes a file that is not found.

        Files that they include are part of the result; the line is 0 if no file is missing.
        """
        texts, missing = dict[str, str](), 0
        waiting = list(includes_of(self.text))
        while waiting and len(texts) < MOST_INCLUDES:
            name, line = waiting.pop()
            found = self.include(name)
            missing = missing if found else line or missing
            if found and found[0] not in texts:
                texts.__setitem__(*found)
                waiting += [(inner, 0) for inner, _ in includes_of(found[1])]
        return texts, missing

    def _line_of(self, words: Iterable[tuple[str, int]]) -> int:
        """Return the line of the first words that occur once in the source, plus their distance; or 0."""
        for text, lines in words:
            start = self.text.find(text)
            if start >= 0 > self.text.find(text, start + 1):
                return self.text.count("\n", 0, start) + 1 + lines
        return 0


class Page:
    """The text of one document, with the places of its links."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self._spans: dict[str, tuple[int, int]] = {}
        self._lookups = 0

    def offset(self, nth: int, href: str) -> int:
        """Return the offset of a link; the document is parsed only if the URL occurs more than once."""
        text = self.text
        self._lookups += 1
        if self._lookups > FEW:  # searching the text for each link takes quadratic time
            return self._offsets[nth]
        first = text.find(href) if "&" not in href else -1
        if first >= 0 > text.find(href, first + 1) and place_of(text, href, first, len(text)) == first:
            return first
        found = offset_of(*self._links[nth], text) if kind_of(self.path) == "html" else None
        return self._offsets[nth] if found is None else found

    @cached_property
    def _links(self) -> list[Found]:
        return html_links(parse_html(self.text, places=True), self.text)

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for _, offset in offsets_of(self.path, self.text)]

    @cached_property
    def _uses(self) -> dict[str, list[int]]:
        """The offsets of each URL, ignored or not."""
        uses: dict[str, set[int]] = {}
        for link, offset in offsets_of(self.path, self.text, ignored=True):
            uses.setdefault(link.href, set()).add(offset)
        return {href: sorted(offsets) for href, offsets in uses.items()}

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

    def nth(self, href: str, offset: int, start: int = 0) -> int:
        """Return how many uses of ``href`` there are from ``start`` to before ``offset``."""
        uses = self._uses.get(href, [])  # a feed has the URL in absolute form
        return bisect_left(uses, offset) - bisect_left(uses, start)

    def words(self, offset: int) -> Iterator[tuple[str, int]]:
        """Yield the words around an offset, the nearest first, each with its distance in lines.

        They are in the same block, whose lines Markdown does not change.
        """
        before = _BLOCK.split(self.text[max(offset - WORDS_WINDOW, 0) : offset])[-1]
        after = _BLOCK.split(self.text[offset : offset + WORDS_WINDOW])[0]
        for match in reversed(list(_WORDS.finditer(before))):
            yield unescape(match[1]), before.count("\n", match.start(1))
        for match in _WORDS.finditer(after):
            yield unescape(match[1]), -after.count("\n", 0, match.start(1))

    def spot(self, fault: Fault) -> Spot:
        """Return the place of a fault in the document itself."""
        if fault.nth < 0:
            return Spot("", 0, 0)
        offset = self.offset(fault.nth, fault.link.href)
        line = bisect_right(self._lines, offset)
        return Spot(fault.link.href, line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """The offset of each line. Computed once, because a document may have as many faults as lines."""
        return line_starts(self.text)
