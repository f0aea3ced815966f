"""Make diagnostics of faults: one for each place to mend, unless it is ignored there. No disk, no Pelican."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..core.diagnostic import Diagnostic
from ..core.ignore import is_ignored
from .model import Fault
from .origin import Origins, Place
from .source import Spot


@lru_cache(maxsize=16)
def _lines_of(text: str) -> Sequence[str]:
    """Return the lines of a text in which something is ignored, else none. A text may have many faults."""
    return text.split("\n") if "link-check" in text else ()


def diagnose(faults: Iterable[Fault], origins: Origins) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each place to mend, however many documents show it."""
    for place, group in by_place(faults, origins):
        yield _diagnostic(place, group, origins)


def by_place(faults: Iterable[Fault], origins: Origins) -> Iterator[tuple[Place, list[Fault]]]:
    """Yield each place to mend, with the faults of one rule that are mended there."""
    groups: dict[tuple[str, Spot, str], list[Fault]] = {}
    places: dict[tuple[str, Spot, str], Place] = {}
    faults = list(faults)
    told = {(fault.document, rule, fault.link) for fault in faults for rule in (fault.rule, "")}
    for fault in faults:
        if origins.is_repeated(fault, told):
            continue
        place = origins.place(fault)
        if not is_ignored(_lines_of(place.text), place.spot.line):
            key = (place.path, place.spot, fault.rule)
            places[key] = place
            groups.setdefault(key, []).append(fault)
    yield from ((places[key], group) for key, group in groups.items())


def _diagnostic(place: Place, faults: list[Fault], origins: Origins) -> Diagnostic:
    """Tell a fault as it shows in the content's own document, if it shows there."""
    own = origins.documents_of.get(place.path, ())
    fault = next((fault for fault in faults if fault.document in own), faults[0])
    message, hint = fault.finding[:2]
    if not place.spot.column or (own and fault.document not in own):
        hint = "; ".join(filter(None, (hint, f"seen in {fault.document}")))
    return Diagnostic(
        place.path,
        place.spot.line,
        place.spot.column,
        fault.severity,
        fault.rule,
        message,
        hint,
        fault.document,
        fault.link.href,
        len({fault.document for fault in faults}) if place.shared else 1,
    )
