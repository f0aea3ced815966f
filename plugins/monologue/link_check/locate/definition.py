"""Find where the URL of a link itself is written: at the link, or in the definition of its reference."""

import re
from bisect import bisect_right
from functools import lru_cache
from html import escape

from ...core.positions import line_starts
from .place import Place, Spot

_DEFINITION = re.compile(r"^[ >\t]*\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?([^\s<>]+)", re.MULTILINE)


def written_at(place: Place) -> Spot | None:
    """Return the URL of a place as its text has it, escaped or not, with the line and column of the URL.

    None if the URL is not written there, or its reference has more than one definition. Nor in
    files that many documents share: there, a URL is only searched as text, and may occur in
    other places as well.
    """
    href, line, column = place.spot
    if not column or place.shared:
        return None
    spot: Spot | None = place.spot
    if _has_at(place.text, line, column, "[", "!["):
        spots = _definitions(place.text).get(href, [])
        spot = spots[0] if len(spots) == 1 else None
    forms = (spot._replace(href=form) for form in (href, escape(href))) if spot else ()
    return next((form for form in forms if _has_at(place.text, form.line, form.column, form.href)), None)


@lru_cache(maxsize=4)
def _definitions(text: str) -> dict[str, list[Spot]]:
    """Return the places of each URL in a reference definition."""
    found: dict[str, list[Spot]] = {}
    starts = line_starts(text)
    for match in _DEFINITION.finditer(text):
        line = bisect_right(starts, match.start(1))
        found.setdefault(match[1], []).append(Spot(match[1], line, match.start(1) - starts[line - 1] + 1))
    return found


def _has_at(text: str, line: int, column: int, *words: str) -> bool:
    lines = _lines_of(text)
    return line <= len(lines) and lines[line - 1].startswith(words, column - 1)


@lru_cache(maxsize=4)
def _lines_of(text: str) -> list[str]:
    return text.split("\n")
