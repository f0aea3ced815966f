"""Turn the fields of a file into Pelican's metadata."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..model import Fault, Reading, Shape
from ..settings import Settings
from .date_fields import read_dates
from .dialects import choose
from .form import BOOLEAN_FIELDS, MEANINGS, Form, shown, text_of, truth
from .indexing import read_indexing
from .names import FileName, read_name, title_from
from .status import read_status
from .terms import read_terms
from .urls import read_urls

EMPTY_IS_ABSENT = frozenset({*MEANINGS, "author", "url", "save_as", "timezone"})
"""Fields that are ignored when they are empty."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
"""A string with the syntax of a BCP 47 tag (RFC 5646)."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the interpretation depends on besides the file and the settings."""

    now: datetime
    """With its zone; for future dates of publication."""
    roots: frozenset[str] = frozenset()
    """The folders of articles and pages, below the content folder."""
    languages: frozenset[str] = frozenset()
    """The tags of the site's languages if there are several, in lower case."""
    templates: frozenset[str] = frozenset()
    """The names of the theme's templates, without extension."""
    prints: Callable[[str, str], bool] = lambda template, path: True
    """Whether a template prints the text of the content whose source is at ``path``."""


def interpret(shape: Shape, settings: Settings, site: Site) -> Reading:
    """Return the metadata of one file, the origin of each value, and all faults."""
    source = shape.source
    name = read_name(shape.path, site.roots, site.languages)
    if any(fault.severity == "error" for fault in source.faults):
        return _unread(shape, name)
    dialect, why = choose(shape, settings.dialect, settings.dialects, settings.without)
    form = Form(
        source, dialect, name, site.now, settings.fields, settings.date_order, shape.kind == "classic"
    )
    form.faults += source.faults
    for step in (
        read_dates,
        read_status,
        read_indexing,
        read_terms,
        read_urls,
        _summary,
        _lang,
        _cover,
        _timezone,
    ):
        step(form)
    _title(form, shape.heading)
    _template(form, site, shape.path)
    for path in source.placeholders:
        form.fault("placeholder", path, f"{path}: {{{{…}}}} is a placeholder that was never filled in")
    _keep(form)
    faults = tuple(form.faults)
    return Reading(dialect.name, why, source, form.metadata, form.origins, form.kept, faults, form.is_awaited)


def _unread(shape: Shape, name: FileName) -> Reading:
    """Return a reading of a file whose front matter cannot be read: only a title and the faults."""
    title, origin = (
        (shape.heading, "first heading") if shape.heading else (title_from(name.name), "file name")
    )
    return Reading(
        "unknown", "unread", shape.source, {"title": title}, {"title": origin}, {}, shape.source.faults
    )


def _title(form: Form, heading: str) -> None:
    found = form.first("title")
    if found:
        form.used.add(found[0])
        title = found[1] if isinstance(found[1], str) else text_of(found[1])
        if title and title.strip():
            form.set("title", title.rstrip("\n"), found[0])
            return
        form.wrong(found[0], "text", found[1])
    if heading and not form.dialect.title_is_file_name:
        form.set("title", heading, "first heading")
        return
    is_jekyll = form.dialect.name == "jekyll"
    form.set("title", title_from(form.name.name) if is_jekyll else form.name.name, "file name")
    if not form.dialect.names_files and not found:
        message = f"there is no title, so the file name is used: {form.metadata['title']}"
        form.faults.append(Fault("missing-title", message, hint="add title: to the front matter"))


def _summary(form: Form) -> None:
    """Use the first text; ``description`` is plain text, the others are Markdown (see ``reader.py``)."""
    for path, value in form.candidates("summary"):
        text = text_of(value)
        form.used |= {path} & {"summary"}
        if text is None:
            form.wrong(path, "text", value)
        elif text.strip():
            form.set("summary", text, path)
            return


def _lang(form: Form) -> None:
    """Set ``lang`` in lower case, as Pelican compares it, and with hyphens: ``en_US`` becomes ``en-us``."""
    for path, value in form.candidates("lang"):
        if not isinstance(value, str):
            form.wrong(path, "a language code", value)
        elif LANGUAGE.fullmatch(value.strip()):
            form.set("lang", value.strip().lower().replace("_", "-"), path)
            return
        else:
            form.fault(
                "unknown-language",
                path,
                f"{path}: {shown(value)} is not a language code",
                "write a code such as en",
            )
    if form.name.lang:
        form.set("lang", form.name.lang, "path")


def _cover(form: Form) -> None:
    """Set ``cover_image`` and ``cover_alt``; the fields themselves are kept unchanged."""
    for path, value in form.candidates("cover"):
        first = value[0] if isinstance(value, list) else value
        text = first
        if isinstance(first, Mapping):
            text = next(
                (first[key] for key in ("src", "image", "url", "path", "file") if first.get(key)), None
            )
            if isinstance(text, str) and isinstance(first.get("alt"), str):
                form.set("cover_alt", first["alt"], f"{path}.alt")
        if isinstance(text, str):
            form.set("cover_image", text, path)
            break
    if "cover_alt" not in form.metadata and (found := form.first("cover_alt")) and isinstance(found[1], str):
        form.set("cover_alt", found[1], found[0])


def _timezone(form: Form) -> None:
    value = form.source.data.get("timezone")
    if value is None:
        return
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError, AttributeError):
        form.fault(
            "unknown-timezone",
            "timezone",
            f"the time zone {value} is unknown",
            "write a name such as Europe/Paris",
        )
    else:
        form.set("timezone", value, "timezone")


def _template(form: Form, site: Site, source: str) -> None:
    """Use the first field that names a template of the theme that prints the content."""
    for path, value in form.candidates("template"):
        if not isinstance(value, str):
            continue
        is_known = value in site.templates
        if is_known and site.prints(value, source):
            form.used |= {path} & {"template"}
            form.set("template", value, path)
            return
        if path.lower() == "template" and is_known:
            message = f"the template {value} does not print the content, so the default template is used"
            form.fault(
                "unknown-template",
                path,
                message,
                "name a template that prints article.content or page.content",
            )
        elif path.lower() == "template" and form.dialect.name == "pelican":
            form.fault("unknown-template", path, f"the theme has no template {shown(value)}")


def _keep(form: Form) -> None:
    """Keep every field that did not become metadata of the same name, nested and unchanged."""
    taken = {name.lower() for name in form.metadata} | {name.lower() for name in form.used}
    for key, value in form.source.data.items():
        is_first = form.keys.get(key.lower(), key) == key
        if (key.lower() in taken and is_first) or (
            key.lower() in EMPTY_IS_ABSENT and value in (None, "", [])
        ):
            continue
        is_word = isinstance(value, str) and key.lower() in BOOLEAN_FIELDS and key not in form.source.quoted
        flag = truth(value) if is_word else None
        form.kept[key] = value if flag is None else flag
