"""Make diagnostics of faults: one for each place to mend, unless it is ignored there. No disk, no Pelican."""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache

from ..core.diagnostic import Diagnostic
from ..core.ignore import is_ignored
from .guard import RULE as CHECK_FAILED
from .guard import guarded
from .model import Fault, Finding, Link
from .origin import Origins, Place
from .settings import Settings
from .source import Spot

Group = tuple[Place, list[Fault]]
"""A place to mend, and the faults of one rule that are mended there."""


@lru_cache(maxsize=16)
def _lines_of(text: str) -> Sequence[str]:
    """Return the lines of a text in which something is ignored, else none. A text may have many faults."""
    return text.split("\n") if "link-check" in text else ()


def diagnose(groups: Iterable[Group], origins: Origins) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each place to mend, however many documents show it."""
    for place, group in groups:
        yield _diagnostic(place, group, origins)


def by_place(faults: Iterable[Fault], origins: Origins, settings: Settings) -> list[Group]:
    """Return each place to mend, with the faults of one rule that are mended there."""
    groups: dict[tuple[str, Spot, str], list[Fault]] = {}
    places: dict[tuple[str, Spot, str], Place] = {}
    faults = list(faults)
    told = {(fault.document, rule, fault.link) for fault in faults for rule in (fault.rule, "")}
    for fault in faults:
        for place, located in _located(fault, origins, told, settings.severity_of(CHECK_FAILED)):
            key = (place.path, place.spot, located.rule)
            places[key] = place
            groups.setdefault(key, []).append(located)
    return [(places[key], group) for key, group in groups.items()]


def _located(
    fault: Fault, origins: Origins, told: Container[tuple[str, str, Link]], severity: str
) -> list[tuple[Place, Fault]]:
    """Return a fault with its place; nothing if it is ignored there or repeats what is ``told``.

    If the search fails, that is a fault of the given ``severity`` beside it, and
    the document as a whole is the place of both.
    """

    def locate() -> list[tuple[Place, Fault]]:
        if origins.is_repeated(fault, told):
            return []
        place = origins.place(fault)
        return [] if is_ignored(_lines_of(place.text), place.spot.line) else [(place, fault)]

    def failed(why: Finding) -> list[tuple[Place, Fault]]:
        place = origins.whole(fault.document)
        bug = fault._replace(rule=CHECK_FAILED, severity=severity, finding=why)
        return [(place, fault)] + [(place, bug)] * (severity != "off")

    return guarded(f"finding the source of {fault.link.href}", locate, failed)


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
