"""What a fault's origin is found with: a content and its source, a document and its text. No Pelican."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .documents import offsets as offsets_of
from .extract import html_links, parse_html
from .model import Fault
from .source import Spot, source_links, spots_of


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
    def hrefs(self) -> frozenset[str]:
        """Every address that the content uses."""
        return frozenset(link.href for part in self.parts for link, _ in html_links(parse_html(part), part))

    @cached_property
    def spots(self) -> Mapping[str, list[Spot]]:
        """Where each address stands in the source, by what it is in the output."""
        found: dict[str, list[Spot]] = {}
        for spot in source_links(self.text):
            found.setdefault(self.expand(spot.href), []).append(spot)
        return found

    def spot(self, href: str, nth: int) -> Spot:
        """Return where the ``nth`` use of an address stands; line 0 if a plugin or a shortcode made it."""
        spots = self.spots.get(href) or list(spots_of(self.text, href.removeprefix("mailto:")))
        return spots[min(nth, len(spots) - 1)] if spots else Spot(href, 0, 0)


class Page:
    """The text of one document, with the places of its links; one that cannot be read has none to ask for."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self._starts: dict[str, int] = {}

    @cached_property
    def offsets(self) -> list[int]:
        """Where each link that is judged stands, in their order."""
        return [offset for _, offset in offsets_of(self.path, self.text)]

    @cached_property
    def _uses(self) -> dict[str, list[int]]:
        """Where each address stands, ignored or not."""
        uses: dict[str, set[int]] = {}
        for link, offset in offsets_of(self.path, self.text, ignored=True):
            uses.setdefault(link.href, set()).add(offset)
        return {href: sorted(offsets) for href, offsets in uses.items()}

    def start_of(self, part: str) -> int:
        """Return where a content's HTML stands in the document, or -1."""
        if part not in self._starts:
            self._starts[part] = self.text.find(part)
        return self._starts[part]

    def nth(self, href: str, offset: int, start: int = 0) -> int:
        """Return how many uses of ``href`` there are from ``start`` to before ``offset``."""
        uses = self._uses[href]
        return bisect_left(uses, offset) - bisect_left(uses, start)

    def spot(self, fault: Fault) -> Spot:
        """Return where a fault stands in the document itself."""
        if fault.nth < 0:
            return Spot("", 0, 0)
        offset = self.offsets[fault.nth]
        line = bisect_right(self._lines, offset)
        return Spot(fault.link.href, line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins. Counted once: a document may have as many faults as lines."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]
