"""Make one diagnostic for each place to correct, unless it is ignored there. No disk, no Pelican."""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache

from ...core.diagnostic import Diagnostic
from ...core.ignore import is_ignored
from ..guard import RULE as CHECK_FAILED
from ..guard import guarded
from ..model import Fault, Finding, Link
from ..settings import Settings
from .origin import Origins, Place
from .source import Spot

Group = tuple[Place, list[Fault]]
"""A place to correct, and the faults of one rule at that place."""


@lru_cache(maxsize=16)
def _lines_of(text: str) -> Sequence[str]:
    """Return the lines of a text that may have ignore comments, else none. A text may have many faults."""
    return text.split("\n") if "link-check" in text else ()


def diagnose(groups: Iterable[Group], origins: Origins) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each place to correct, however many documents show it."""
    for place, group in groups:
        yield _diagnostic(place, group, origins)


def by_place(faults: Iterable[Fault], origins: Origins, settings: Settings) -> list[Group]:
    """Return each place to correct, with the faults of one rule at that place."""
    groups: dict[tuple[str, Spot, str], list[Fault]] = {}
    places: dict[tuple[str, Spot, str], Place] = {}
    faults = list(faults)
    reported = {(fault.document, rule, fault.link) for fault in faults for rule in (fault.rule, "")}
    for fault in faults:
        for place, located in _located(fault, origins, reported, settings.severity_of(CHECK_FAILED)):
            key = (place.path, place.spot, located.rule)
            places[key] = place
            groups.setdefault(key, []).append(located)
    return [(places[key], group) for key, group in groups.items()]


def _located(
    fault: Fault, origins: Origins, reported: Container[tuple[str, str, Link]], severity: str
) -> list[tuple[Place, Fault]]:
    """Return a fault with its place; nothing if it is ignored there or was ``reported`` already.

    If the search fails, that is a second fault of the given ``severity``, and the
    document as a whole is the place of both.
    """

    def locate() -> list[tuple[Place, Fault]]:
        if origins.is_repeated(fault, reported):
            return []
        place = origins.place(fault)
        return [] if is_ignored(_lines_of(place.text), place.spot.line) else [(place, fault)]

    def failed(why: Finding) -> list[tuple[Place, Fault]]:
        place = origins.whole(fault.document)
        bug = fault._replace(rule=CHECK_FAILED, severity=severity, finding=why)
        return [(place, fault)] + [(place, bug)] * (severity != "off")

    return guarded(f"the source of {fault.link.href}", locate, failed)


def _diagnostic(place: Place, faults: list[Fault], origins: Origins) -> Diagnostic:
    """Return the diagnostic of a place, preferably with the fault in the content's own document."""
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
