"""Turn the metadata of an article or page into labelled dates. Touches neither Pelican nor the disk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from typing import Any

from ..core.settings import did_you_mean
from .settings import LABELS, Settings

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PUBLICATION_FIELDS = {"pubdate", "pubdatetime", "publishdate"}
"""Fields, in lower case, that make the date of a page a date of publication."""


@dataclass(frozen=True, slots=True)
class DateLabels:
    """The words before each kind of date; each may be empty."""

    published: str
    updated: str
    page: str


@dataclass(frozen=True, slots=True)
class DateEntry:
    """One date to print. The texts are not escaped for HTML."""

    kind: str
    """``"published"``, ``"updated"`` or ``"page"``."""
    label: str
    """Without surrounding spaces; empty for a date without a label."""
    text: str
    """For people: ``Oct 23, 2025``, or what ``dateDisplay`` says."""
    datetime: str
    """For machines: ISO 8601 with the offset from UTC."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that cannot be used, by its dotted path in the front matter."""

    field: str
    rule: str
    message: str
    hint: str = ""


def mistakes(metadata: Mapping[str, Any], *, is_flat: bool = False) -> Iterator[Mistake]:
    """Yield the mistakes in the fields that this plugin reads.

    ``is_flat`` says that the reader of the file does not read nested fields.
    """
    for name in metadata:
        if _is_misspelt_field(name.lower()):
            hint = did_you_mean(name, ("dateLabels", "dateLabel"))
            yield Mistake(name, "unknown-date-label", f"{name} is not a known field", hint)
    name, labels = _find(metadata, "datelabels")
    if isinstance(labels, Mapping):
        for key, value in labels.items():
            if key not in LABELS:
                hint = did_you_mean(str(key), LABELS) or "use published, updated or page"
                yield Mistake(f"{name}.{key}", "unknown-date-label", f"{name} has no key {key!r}", hint)
            elif not isinstance(value, str):
                yield _not_text(f"{name}.{key}", value)
    elif name and is_flat:
        hint = 'add "monologue.front_matter" to PLUGINS'
        message = "dateLabels is not read, because Pelican's reader does not read nested fields"
        yield Mistake(name, "unread-date-labels", message, hint)
    elif name:
        hint = 'write dateLabels: {page: "…"}, or dateLabel: "…" for a single label'
        yield Mistake(name, "date-label-type", f"{name} must be a mapping, not {_quoted(labels)}", hint)
    for wanted in ("datelabel", "datedisplay", "daterange"):
        name, value = _find(metadata, wanted)
        if name and not isinstance(value, str):
            yield _not_text(name, value)


def date_labels(metadata: Mapping[str, Any], settings: Settings) -> DateLabels:
    """Return the author's labels, with the site's labels where the author gives none.

    Only a missing label falls back, not an empty one. ``dateLabel`` is the older
    spelling of ``dateLabels.page``.
    """
    given = _find(metadata, "datelabels")[1]
    labels = given if isinstance(given, Mapping) else {}
    return DateLabels(
        published=_first_text(labels.get("published"), settings.published),
        updated=_first_text(labels.get("updated"), settings.updated),
        page=_first_text(labels.get("page"), _find(metadata, "datelabel")[1], settings.page),
    )


def date_entries(
    metadata: Mapping[str, Any], labels: DateLabels, settings: Settings, zone: tzinfo, *, is_page: bool
) -> list[DateEntry]:
    """Return the dates of an article or page in printing order; empty if it has none.

    ``metadata["date"]`` and ``metadata["modified"]`` are datetimes; naive ones
    are in ``zone``, so that a date without a time never shifts to another day.
    """
    published = not is_page or any(name.lower() in PUBLICATION_FIELDS for name in metadata)
    dates = [("published" if published else "page", metadata.get("date"))]
    # An update follows a date of publication, but precedes the date of a page.
    dates.insert(1 if published else 0, ("updated", metadata.get("modified")))
    display = _first_text(*(_find(metadata, name)[1] for name in ("datedisplay", "daterange")), "").strip()
    entries = []
    for kind, value in dates:
        if isinstance(value, datetime):
            local = value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
            text = print_date(local, settings.format)
            if kind != "updated":
                text = display or text
            entries.append(DateEntry(kind, getattr(labels, kind).strip(), text, local.isoformat()))
    return entries


def print_date(day: date, form: str) -> str:
    """Format a date as the setting says; month names never depend on the machine's locale."""
    return form.format(year=day.year, month=day.month, day=day.day, mon=MONTHS[day.month - 1])


def _is_misspelt_field(lower_name: str) -> bool:
    if lower_name in {"datelabels", "datelabel"} or not ("date" in lower_name or "label" in lower_name):
        return False  # the cheap test first: this runs for every field of every content
    return bool(get_close_matches(lower_name, ("datelabels", "datelabel"), cutoff=0.85))


def _find(metadata: Mapping[str, Any], lower_name: str) -> tuple[str, Any]:
    """Return the name as written and the value of a field, in any case; ("", None) if absent."""
    return next(((name, value) for name, value in metadata.items() if name.lower() == lower_name), ("", None))


def _first_text(*values: Any) -> str:
    return next(value for value in values if isinstance(value, str))


def _not_text(name: str, value: Any) -> Mistake:
    return Mistake(name, "date-label-type", f"{name} must be text, not {_quoted(value)}")


def _quoted(value: Any) -> str:
    """Return a value as an author would write it, not as Python prints it."""
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, Mapping) else repr(value)
