"""Check content objects that Pelican has created: whether each may be written."""

from collections.abc import Iterable, Iterator

from ...core.diagnostic import Diagnostic
from ...core.settings import did_you_mean
from ..model import Fault, Reading
from ..parse.dates import HINT
from ..rules import RULES
from .form import MEANINGS_OF_FIELDS, shown
from .names import read_name
from .outputs import Outputs, why_unwritable
from .urls import leads_outside

KNOWN = frozenset(name for names in MEANINGS_OF_FIELDS.values() for name in names)

SHORTER = "choose a shorter name"
ADD_DATE = "add date, pubDate, publishDate or created, or begin the file name with 2024-01-31-"


def diagnostic_of(fault: Fault, path: str, severity: str = "") -> Diagnostic:
    """Return a fault as a diagnostic."""
    severity = severity or RULES[fault.rule].severity
    return Diagnostic(path, fault.line, fault.column, severity, fault.rule, fault.message, fault.hint)


def missing_date(reading: Reading, path: str) -> list[Diagnostic]:
    """Return the fault of an article without a date; if a date could not be read, that fault as an error."""
    if reason := next((fault for fault in reading.faults if fault.about == "date"), None):
        return [diagnostic_of(reason, path, "error")]
    similar = next((field for field in reading.source.data if "date" in field.lower()), "")
    similar = similar or next(
        (
            field
            for field in reading.source.data
            if field not in KNOWN and did_you_mean(field, ("date", "published"))
        ),
        "",
    )
    if path.endswith("/_index.md"):
        hint = "Pelican writes the listing without this file: delete it, or move it to the pages"
        return [diagnostic_of(Fault("missing-date", "the article has no date", hint=hint), path)]
    if similar:
        line, column = reading.source.positions.get(similar, (1, 0))
        message = f"the article has no date, only {similar}"
        hint = f"did you mean date? or set FRONT_MATTER = {{'fields': {{{similar!r}: 'date'}}}}"
        if reading.source.data[similar] in (None, ""):
            message, hint = f"{similar} is empty", HINT
        return [diagnostic_of(Fault("missing-date", message, line, column, hint), path)]
    return [diagnostic_of(Fault("missing-date", "the article has no date", hint=ADD_DATE), path)]


def bad_output(save_as: str, path: str, claims: Outputs, reading: Reading) -> list[Diagnostic]:
    """Return the fault of an output file that is outside the output folder or already claimed."""
    place = _place_of_url(reading)
    if leads_outside(save_as) or save_as.startswith("/"):
        return [diagnostic_of(Fault("unsafe-path", f"{save_as} is outside the output folder", *place), path)]
    if reason := why_unwritable(save_as):
        message = f"{shown(save_as)} has {reason}"
        return [diagnostic_of(Fault("unwritable-path", message, *place, SHORTER), path)]
    owner = claims.claim(save_as, path) if save_as else path
    if owner == path:
        claims.places[path] = place
        return []
    message, hint = f"{owner} is also written to {save_as}", "give one of them another slug"
    if claims.exact(save_as) != owner:
        message = f"{owner} blocks {save_as}: a file and a folder cannot have the same name"
    if read_name(owner).date and read_name(path).date:
        hint += ", or put the date into ARTICLE_URL and ARTICLE_SAVE_AS"
    return [diagnostic_of(Fault("output-clash", message, *place, hint), path)]


def _place_of_url(reading: Reading) -> tuple[int, int]:
    fields = (reading.origins.get(name, "") for name in ("save_as", "slug"))
    return next(
        (reading.source.positions[name] for name in fields if name in reading.source.positions), (1, 0)
    )


Term = tuple[str, str, str]
"""A metadata name (``tags``, ``category``, ``authors``), a name in it, and the file of its listing."""


def bad_terms(reading: Reading, terms: Iterable[Term]) -> Iterator[Fault]:
    """Yield the names whose listings cannot be written."""
    reported: set[tuple[str, str]] = set()
    for meaning, name, save_as in terms:
        field = reading.origins.get(meaning, "")
        if (meaning, name) not in reported and (reason := why_unwritable(save_as)):
            reported.add((meaning, name))
            value = reading.source.data.get(field)
            item = f"{field}.{value.index(name)}" if isinstance(value, list) and name in value else field
            message = f"{item}: the listing of {shown(name)} has {reason}"
            yield Fault("unwritable-path", message, *reading.source.place(item), SHORTER)


def judge(
    reading: Reading, path: str, *, lacks_date: bool, save_as: str | None, claims: Outputs
) -> list[Diagnostic]:
    """Return all diagnostics of one content object.

    ``save_as`` is its output file, relative to the output folder; None if it is
    not checked. ``claims`` has the output files of earlier content; this one is added.
    """
    found = [diagnostic_of(fault, path) for fault in reading.faults]
    if any(diagnostic.severity == "error" for diagnostic in found):
        return found
    if lacks_date:
        reasons = missing_date(reading, path)
        same = [(one.line, one.column, one.rule, one.message) for one in reasons]
        return [one for one in found if (one.line, one.column, one.rule, one.message) not in same] + reasons
    return found + (bad_output(save_as, path, claims, reading) if save_as is not None else [])
