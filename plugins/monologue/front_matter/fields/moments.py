"""The date of publication and that of the last change."""

from datetime import UTC, datetime
from typing import Any

from ..model import Fault
from ..parse.dates import DateError, parse_date
from .form import OTHER_DATES, Form, shown, truth

ZERO_YEAR = 1
"""Hugo's ``0001-01-01`` stands for no date at all."""


def read_moments(form: Form) -> None:
    """Fill in ``date`` and ``modified``."""
    for meaning in ("date", "modified"):
        read_moment(form, meaning)
    if "date" not in form.metadata and form.name.date:
        _from_file_name(form)
    if "date" not in form.metadata and form.dialect.date_falls_to_lastmod and "modified" in form.metadata:
        form.set("date", form.metadata["modified"], form.origins["modified"])


def read_moment(form: Form, meaning: str) -> None:
    """Fill in one date from the first of its fields that holds one; ``date`` itself is never passed over."""
    for path, value in form.candidates(meaning):
        if isinstance(value, dict) and path == "date":
            continue  # MkDocs: date.created and date.updated come next
        if path.lower() == "published" and truth(value) is not None:
            continue  # Jekyll: whether, not when
        if path in OTHER_DATES[meaning] and not is_date(value):
            continue
        moment = moment_at(form, path, value, meaning)
        if moment and moment.year > ZERO_YEAR:
            form.set(meaning, moment, path)
        if meaning in form.metadata or (moment is None and _is_main(form, path)):
            return


def _is_main(form: Form, path: str) -> bool:
    """Whether a field is the one that a date is looked for in first, by its name or by the settings."""
    return path.lower() == "date" or path in form.own


def moment_at(form: Form, path: str, value: Any, about: str = "") -> datetime | None:
    """Return the date that a field holds; None, and a fault, if it holds none.

    A date that exists but is written in no known form is only remarked on
    where another field of the meaning ``about`` may hold one.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        form.wrong(path, "a date", value, about)
        return None
    try:
        moment = parse_date(str(value), form.date_order or form.dialect.order)
    except DateError as error:
        hint = "" if error.rule == "placeholder" else error.hint
        is_alone = not about or _is_main(form, path)
        rule = "bad-date" if error.rule == "unclear-date" and is_alone else error.rule
        form.fault(rule, path, f"{path}: {shown_date(str(error))}", hint, about)
        return error.moment
    is_timestamp = path not in form.source.quoted and moment.time() != moment.min.time()
    return moment.replace(tzinfo=UTC) if form.dialect.utc and is_timestamp and not moment.tzinfo else moment


def is_date(value: Any) -> bool:
    """Whether a value can be read as a date."""
    try:
        return isinstance(value, str | int) and bool(parse_date(str(value)))
    except DateError as error:
        return error.moment is not None


def shown_date(message: str) -> str:
    """Keep a long text out of the report."""
    return shown(message) if len(message) > 200 else message


def _from_file_name(form: Form) -> None:
    try:
        form.set("date", parse_date(form.name.date), "file name")
    except DateError as error:
        form.faults.append(Fault("bad-date", f"file name: {error}", hint="rename the file", about="date"))
