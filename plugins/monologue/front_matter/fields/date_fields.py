"""The dates of publication and of the last change."""

from datetime import UTC, datetime
from typing import Any

from ..model import Fault
from ..parse.dates import DateError, parse_date
from .form import OTHER_DATES, Form, shown, truth

ZERO_YEAR = 1
"""Hugo's ``0001-01-01`` means that there is no date."""


def read_dates(form: Form) -> None:
    """Set ``date`` and ``modified``."""
    for meaning in ("date", "modified"):
        read_date(form, meaning)
    if "date" not in form.metadata and form.name.date:
        _from_file_name(form)
    if "date" not in form.metadata and form.dialect.date_falls_to_lastmod and "modified" in form.metadata:
        form.set("date", form.metadata["modified"], form.origins["modified"])


def read_date(form: Form, meaning: str) -> None:
    """Set one date from the first of its fields that contains a date; ``date`` itself is never skipped."""
    for path, value in form.candidates(meaning):
        if isinstance(value, dict) and path == "date":
            continue  # MkDocs: date.created and date.updated come next
        if path.lower() == "published" and truth(value) is not None:
            continue  # Jekyll: a boolean
        if path in OTHER_DATES[meaning] and not is_date(value):
            continue
        found = date_at(form, path, value, meaning)
        if found and found.year > ZERO_YEAR:
            form.set(meaning, found, path)
        if meaning in form.metadata or (found is None and _is_main(form, path)):
            return


def _is_main(form: Form, path: str) -> bool:
    """Return whether a field is the main field of a date, by its name or by the settings."""
    return path.lower() == "date" or path in form.own


def date_at(form: Form, path: str, value: Any, about: str = "") -> datetime | None:
    """Return the date in a field; if it is not a date, return None and report a fault.

    A value in an unknown format is only a warning if another field of the
    meaning ``about`` may contain the date.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        form.wrong(path, "a date", value, about)
        return None
    try:
        found = parse_date(str(value), form.date_order or form.dialect.order)
    except DateError as error:
        hint = "" if error.rule == "placeholder" else error.hint
        is_alone = not about or _is_main(form, path)
        rule = "bad-date" if error.rule == "unclear-date" and is_alone else error.rule
        form.fault(rule, path, f"{path}: {shown_date(str(error))}", hint, about)
        return error.local
    is_timestamp = path not in form.source.quoted and found.time() != datetime.min.time()
    return found.replace(tzinfo=UTC) if form.dialect.utc and is_timestamp and not found.tzinfo else found


def is_date(value: Any) -> bool:
    """Return whether a value can be read as a date."""
    try:
        return isinstance(value, str | int) and bool(parse_date(str(value)))
    except DateError as error:
        return error.local is not None


def shown_date(message: str) -> str:
    """Return a message, shortened if it quotes a long text."""
    return shown(message) if len(message) > 200 else message


def _from_file_name(form: Form) -> None:
    try:
        form.set("date", parse_date(form.name.date), "file name")
    except DateError as error:
        form.faults.append(Fault("bad-date", f"file name: {error}", hint="rename the file", about="date"))
