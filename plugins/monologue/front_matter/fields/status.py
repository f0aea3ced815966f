"""Whether content is published. In doubt it is not: a draft must never be published."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from ..parse.dates import HINT, end_of_period
from .date_fields import date_at
from .form import MEANINGS_OF_FIELDS, Form, shown, truth
from .indexing import is_about_indexing

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
"""What authors write for Pelican's statuses, the most restrictive status first."""

STATUSES = {word: status for status, words in WORDS.items() for word in words.split()}
MAX_WORDS = 50
"""The maximum number of words of a status that are checked for misspellings, which is slow."""
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
"""Flags that no dialect defines: a value that is neither true nor false is ignored."""

UNCOLLECTED = "eleventyExcludeFromCollections"
"""Eleventy writes such a document but leaves it out of listings, feeds and sitemaps; a list excludes it
only from some collections. Source: https://www.11ty.dev/docs/collections/#how-to-exclude-content-from-collections."""
FLAGS = ("draft", "published", "publish", "hidden", "unlisted", "private", "noindex")
KNOWN = frozenset(name.lower() for names in MEANINGS_OF_FIELDS.values() for name in names)

SPELLCHECKED = ("published", "publish", "draft", "hidden", "unlisted", "skip", "private", "unpublished")
"""Words whose misspelling is an error: the content could be published by mistake, or not at all."""


def read_status(form: Form) -> None:
    """Set ``status`` to the most restrictive status that the fields give."""
    said = [*_by_word(form), *_by_visibility(form), *_by_flags(form), *_by_build(form), *_by_schedule(form)]
    said += [("draft", "folder _drafts")] if form.name.is_draft else []
    for status in WORDS:
        origin = next((path for found, path in said if found == status), None)
        if origin:
            form.set("status", status, origin)
            return


def _by_word(form: Form) -> list[tuple[str, str]]:
    """Read ``status`` itself: the most restrictive word in it.

    Words that do not concern publication are the author's own property, except
    in Pelican's ``Key: value`` lines.
    """
    return [said for path, value in form.candidates("status") for said in _by_words_in(form, path, value)]


def _by_words_in(form: Form, path: str, value: Any) -> list[tuple[str, str]]:
    words = re.findall(r"[^\W\d_]+", str(value).lower())
    known = {STATUSES[word] for word in words if word in STATUSES}
    if known and (isinstance(value, str) or known != {"published"}):
        form.used.add(path)
        return [(next(status for status in WORDS if status in known), path)]
    similar = next(
        (
            similar
            for word in words[:MAX_WORDS]
            for similar in get_close_matches(word, SPELLCHECKED, n=1, cutoff=0.8)
        ),
        "",
    )
    if similar or form.is_classic:
        hint = f"did you mean {similar}?" if similar else "use published, draft, hidden or skip"
        form.fault("unknown-status", path, f"the status {shown(value)} is unknown", hint)
        return [("draft", path)]
    if not known and not form.dialect.status_is_own:
        message = f"{path}: {shown(value)} is not a publication status, so it is kept as a field of your own"
        hint = f"if that is intended, set FRONT_MATTER = {{'fields': {{{path!r}: ''}}}}"
        form.fault("own-status", path, message, hint)
    return []


def _by_visibility(form: Form) -> Iterator[tuple[str, str]]:
    """Read ``visibility``: who may see the content. Unless it means everybody, the content is not published.

    Sources: https://ghost.org/docs/content-api/#posts (``public``, ``members``, ``paid``) and
    https://learn.getgrav.org/17/content/headers (``visible``: in menus).
    """
    for path, value in form.candidates("visibility"):
        yield _seen_by(form, path, value), path


def _seen_by(form: Form, path: str, value: Any) -> str:
    """Return the status that a visibility means."""
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
    """Read the boolean fields; any other value makes the content a draft."""
    said = []
    meanings = (("draft", True, "draft"), ("published", False, "draft"))
    for meaning, trigger, status in (*meanings, ("hidden", True, "hidden"), ("rendered", False, "hidden")):
        for path, value in form.candidates(meaning):
            flag = truth(value)
            if flag is trigger:
                said.append((status, path))
            elif flag is not None or path.lower() in NO_DIALECTS:
                continue
            elif path.lower() == "published" and re.search(r"\d", str(value)):
                date_at(form, path, value, "date")  # a date, not a boolean
            else:
                form.wrong(path, "true or false", value)
                said.append(("draft", path))
    if form.source.data.get("permalink") is False:
        said.append(("draft", "permalink"))  # Eleventy does not write a file
    is_uncollected = form.source.data.get(UNCOLLECTED) is True and UNCOLLECTED not in form.own
    if is_uncollected and "date" in form.metadata:  # without a date it is a page, never listed
        said.append(("hidden", UNCOLLECTED))
    return said + list(_misspelt(form))


def _misspelt(form: Form) -> Iterator[tuple[str, str]]:
    """Make content a draft if a field looks like a misspelling of one that restricts it."""
    for name, value in form.source.data.items():
        if name.lower() in KNOWN or name in form.own or is_about_indexing(name):
            continue
        word = name.lower().removeprefix("is")  # `isUnlisted` is not a misspelling but the site's own field
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

    In some dialects ``date`` is the date of publication, unless another is given.
    """
    said = []
    for name, is_over in (("publishdate", False), ("expirydate", True), ("unpublishdate", True)):
        path, value = form.given(name)
        if value not in (None, ""):
            when = _scheduled(form, path, value)
            if when is None or _is_past(form, when) == is_over:
                said.append(("draft", path))
    date = form.metadata.get("date")
    if form.dialect.date_is_schedule and date and "publishdate" not in form.keys and not _is_past(form, date):
        said.append(("draft", form.origins["date"]))
    return said


def _scheduled(form: Form, path: str, value: Any) -> datetime | None:
    """Return the date in a field; for a year or a month, its last second."""
    when = end_of_period(str(value))
    if when:
        form.fault("unclear-date", path, f"{path}: {value} has no day, so {when.date()} is used", HINT)
    return when or date_at(form, path, value)


def _is_past(form: Form, when: datetime) -> bool:
    is_past = (when if when.tzinfo else when.replace(tzinfo=form.now.tzinfo)) < form.now
    form.is_awaited |= not is_past
    return is_past
