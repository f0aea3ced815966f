"""Whether a content is published. In doubt it is not: a draft must never get out."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from ..parse.dates import HINT, last_moment
from .form import MEANINGS_OF_FIELDS, Form, shown, truth
from .indexing import is_about_indexing
from .moments import moment_at

WORDS = {
    "skip": "skip",
    "draft": "draft drafts drafting drafted wip todo idea ideas outline stub unfinished incomplete unready "
    "progress pending review planned planning backlog inbox scheduled future queued embargoed "
    "unpublished unreleased private secret internal confidential trash deleted not "
    "entwurf brouillon borrador rascunho bozza черновик 草稿 下書き 초안",
    "hidden": "hidden unlisted",
    "published": "published publish public live listed released active final finished complete completed "
    "done polished",
}
"""What authors write for Pelican's statuses; the one that keeps the most back stands first."""

STATUSES = {word: status for status, words in WORDS.items() for word in words.split()}
MAX_WORDS = 50
"""Of a status, those that are looked at for misspellings: that takes time."""
TO_ALL = frozenset("public everyone everybody anyone all open world listed visible published".split())
UNLISTED = frozenset("hidden unlisted invisible noindex".split())
RESTRICTED = frozenset(
    "private draft internal secret confidential restricted protected password members member paid premium "
    "subscribers followers friends invited self me none nobody direct".split()
)
"""What authors write in ``visibility``."""
NO_DIALECTS = frozenset(
    "public private unpublished isprivate is_private routable protected encrypted confidential "
    "membersonly members_only".split()
)
"""Flags that no dialect defines: what is neither true nor false there is the site's own."""

UNCOLLECTED = "eleventyExcludeFromCollections"
"""Eleventy writes such a document, but neither lists it nor puts it into a feed or a sitemap; a list names
only some collections. Source: https://www.11ty.dev/docs/collections/#how-to-exclude-content-from-collections."""
FLAGS = ("draft", "published", "publish", "hidden", "unlisted", "private", "noindex")
KNOWN = frozenset(name.lower() for names in MEANINGS_OF_FIELDS.values() for name in names)

NEAR = ("published", "publish", "draft", "hidden", "unlisted", "skip", "private", "unpublished")
"""The words whose misspelling is an error: such a content might be published by mistake, or not at all."""


def read_status(form: Form) -> None:
    """Fill in ``status``: of all that the fields say, that which keeps the most back."""
    said = [*_by_word(form), *_by_visibility(form), *_by_flags(form), *_by_build(form), *_by_schedule(form)]
    said += [("draft", "folder _drafts")] if form.name.is_draft else []
    for status in WORDS:
        origin = next((path for told, path in said if told == status), None)
        if origin:
            form.set("status", status, origin)
            return


def _by_word(form: Form) -> list[tuple[str, str]]:
    """Read ``status`` itself: the word in it that keeps the most back.

    Words that say nothing about publication are a property of the author's
    own; Pelican's own lines know no such property.
    """
    return [said for path, value in form.candidates("status") for said in _by_words_in(form, path, value)]


def _by_words_in(form: Form, path: str, value: Any) -> list[tuple[str, str]]:
    words = re.findall(r"[^\W\d_]+", str(value).lower())
    known = {STATUSES[word] for word in words if word in STATUSES}
    if known and (isinstance(value, str) or known != {"published"}):
        form.used.add(path)
        return [(next(status for status in WORDS if status in known), path)]
    near = next(
        (near for word in words[:MAX_WORDS] for near in get_close_matches(word, NEAR, n=1, cutoff=0.8)),
        "",
    )
    if near or form.is_classic:
        hint = f"did you mean {near}?" if near else "use published, draft, hidden or skip"
        form.fault("unknown-status", path, f"the status {shown(value)} is unknown", hint)
        return [("draft", path)]
    if not known and not form.dialect.status_is_own:
        message = f"{path}: {shown(value)} is not a publication status, so it is kept as a field of your own"
        hint = f"if that is intended, set FRONT_MATTER = {{'fields': {{{path!r}: ''}}}}"
        form.fault("own-status", path, message, hint)
    return []


def _by_visibility(form: Form) -> Iterator[tuple[str, str]]:
    """Read ``visibility``: who may see the content. What is not known to mean everybody keeps it back.

    Sources: https://ghost.org/docs/content-api/#posts (``public``, ``members``, ``paid``) and
    https://learn.getgrav.org/17/content/headers (``visible``: in menus).
    """
    for path, value in form.candidates("visibility"):
        yield _seen_by(form, path, value), path


def _seen_by(form: Form, path: str, value: Any) -> str:
    """Return the status that a visibility stands for."""
    if (flag := truth(value)) is not None:
        return "published" if flag else "hidden" if path.lower() == "visible" else "draft"
    words = set(re.findall(r"[^\W\d_]+", str(value).lower())) - {"to"}
    if words and words <= TO_ALL | UNLISTED:
        return "published" if words <= TO_ALL else "hidden"
    if not words & RESTRICTED:
        hint = "use public, unlisted or private"
        form.fault("unknown-status", path, f"the visibility {shown(value)} is unknown", hint)
    return "draft"


def _by_flags(form: Form) -> list[tuple[str, str]]:
    """Read the fields that are true or false; what is neither keeps the content back."""
    said = []
    meanings = (("draft", True, "draft"), ("published", False, "draft"))
    for meaning, telling, status in (*meanings, ("hidden", True, "hidden"), ("rendered", False, "hidden")):
        for path, value in form.candidates(meaning):
            flag = truth(value)
            if flag is telling:
                said.append((status, path))
            elif flag is not None or path.lower() in NO_DIALECTS:
                continue
            elif path.lower() == "published" and re.search(r"\d", str(value)):
                moment_at(form, path, value, "date")  # when, not whether
            else:
                form.wrong(path, "true or false", value)
                said.append(("draft", path))
    if form.source.data.get("permalink") is False:
        said.append(("draft", "permalink"))  # Eleventy writes no file then
    is_uncollected = form.source.data.get(UNCOLLECTED) is True and UNCOLLECTED not in form.own
    if is_uncollected and "date" in form.metadata:  # without a date it is a page, which no listing shows
        said.append(("hidden", UNCOLLECTED))
    return said + list(_misspelt(form))


def _misspelt(form: Form) -> Iterator[tuple[str, str]]:
    """Hold back a content with a field that is named nearly like one that would hold it back."""
    for name, value in form.source.data.items():
        if name.lower() in KNOWN or name in form.own or is_about_indexing(name):
            continue
        word = name.lower().removeprefix("is")  # `isUnlisted` is spelt right, and a site's own
        is_restricting = isinstance(value, str) and value.lower() in RESTRICTED | UNLISTED
        flags = FLAGS if isinstance(value, bool) else ("visibility", "robots") if is_restricting else ()
        for flag in get_close_matches(word, flags, n=1, cutoff=0.8) if word not in flags else []:
            form.fault("misspelt-field", name, f"{name} is not a known field", f"did you mean {flag}?")
            yield "draft", name


def _by_build(form: Form) -> list[tuple[str, str]]:
    """Read Hugo's build options: https://gohugo.io/content-management/build-options/."""
    said = []
    for name in ("build", "_build"):
        options = form.source.data.get(name)
        if isinstance(options, Mapping):
            said += [("draft", f"{name}.render")] if options.get("render") in ("never", "link", False) else []
            said += [("hidden", f"{name}.list")] if options.get("list") in ("never", "local", False) else []
    return said


def _by_schedule(form: Form) -> list[tuple[str, str]]:
    """Read Hugo's dates of publication and expiry: https://gohugo.io/content-management/front-matter/.

    Where a dialect has it so, ``date`` is the date of publication, unless another is given.
    """
    said = []
    for name, is_over in (("publishdate", False), ("expirydate", True), ("unpublishdate", True)):
        path, value = form.given(name)
        if value not in (None, ""):
            moment = _scheduled(form, path, value)
            if moment is None or _is_past(form, moment) == is_over:
                said.append(("draft", path))
    date = form.metadata.get("date")
    if form.dialect.date_is_schedule and date and "publishdate" not in form.keys and not _is_past(form, date):
        said.append(("draft", form.origins["date"]))
    return said


def _scheduled(form: Form, path: str, value: Any) -> datetime | None:
    """Return the moment that a field names; of a year or a month the last."""
    moment = last_moment(str(value))
    if moment:
        form.fault("unclear-date", path, f"{path}: {value} has no day, so {moment.date()} is used", HINT)
    return moment or moment_at(form, path, value)


def _is_past(form: Form, moment: datetime) -> bool:
    return (moment if moment.tzinfo else moment.replace(tzinfo=form.now.tzinfo)) < form.now
