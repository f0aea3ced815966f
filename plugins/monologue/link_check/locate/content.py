"""An article or page: its source, and the place of each of its links in the source. No Pelican."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from ...core.positions import Written
from ..extract.html import html_links, parse_html
from .place import Place, Spot
from .source import Reading, first_place, includes_of, readings_of, source_links, spots_in, spots_of

MOST_INCLUDES = 100


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
    written: Callable[[], Iterable[Written]] | None = None
    """Returns the links of the source as the parser that made the HTML read them; else None."""
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
            Counter(link.href for link, _ in html_links(parse_html(part), ignored=True))
            for part in self.parts
        )
        return reduce(or_, counts, Counter[str]())

    def place_in_source(self, href: str, nth: int = 0, words: Iterable[tuple[str, int]] = ()) -> Place:
        """Return the place of the ``nth`` use of a URL that the content uses.

        A link that is neither in the source nor in an included file was made by a plugin or a
        shortcode: its column is 0, and its line is that of the ``words`` around it
        (see ``DocumentText.words_around``), or 0.
        """
        if spots := self._parsed(href) or list(spots_of(self.text, href.removeprefix("mailto:"))):
            return Place(self.path, spots[min(nth, len(spots) - 1)], self.text)
        return self._in_included(href) or Place(self.path, Spot(href, self._line_of(words), 0), self.text)

    def _parsed(self, href: str) -> list[Spot]:
        """Return the places of a URL in the source, in the reading that has as many of them as the output."""
        if self.written:
            return self._recorded.get(href, [])
        number, best = self.uses.get(href, 0), list[Spot]()
        for reading in self._readings:
            spots = self._read_as(reading).get(href, [])
            if len(spots) == number:
                return spots
            if len(best) < number < len(spots) or not best:
                best = spots
        return best

    @cached_property
    def _recorded(self) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = {}
        for spot in spots_in(self.written() if self.written else ()):
            found.setdefault(self.expand(spot.href), []).append(spot)
        return found

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

    def _in_included(self, href: str) -> Place | None:
        """Find a URL in an included file, or return the line that includes a file that is not found."""
        texts, line = self._included
        places = (first_place(path, text, href, shared=True) for path, text in texts.items())
        missing = Place(self.path, Spot(href, line, 0), self.text) if line else None
        return next(filter(None, places), missing)

    @cached_property
    def _included(self) -> tuple[dict[str, str], int]:
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
