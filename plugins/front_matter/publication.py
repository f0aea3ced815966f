"""Whether a content is published. In doubt it is not: a draft must never get out."""

from collections.abc import Mapping
from datetime import UTC

from .common import did_you_mean
from .fields import Form, truth
from .moments import is_date, moment_at

STATUSES = {
    **dict.fromkeys(("published", "publish", "public"), "published"),
    **dict.fromkeys(("draft", "private", "pending", "future", "trash", "unpublished"), "draft"),
    **dict.fromkeys(("hidden", "unlisted"), "hidden"),
    "skip": "skip",
}
"""Pelican's statuses, and WordPress's words for them, which exported files carry."""

SEVERITY = ("skip", "draft", "hidden", "published")


def read_status(form: Form) -> None:
    """Fill in ``status``: of all that the fields say, that which keeps the most back."""
    said = [*_by_word(form), *_by_flags(form), *_by_build(form), *_by_schedule(form)]
    said += [("draft", "folder _drafts")] if form.name.is_draft else []
    for status in SEVERITY:
        origin = next((path for told, path in said if told == status), None)
        if origin:
            form.set("status", status, origin)
            return


def _by_word(form: Form) -> list[tuple[str, str]]:
    """Read ``status`` itself; Obsidian's is the note's own, unless it says draft."""
    found = form.first("status")
    if not found:
        return []
    path, value = found
    words = [str(item).strip().lower() for item in (value if isinstance(value, list) else [value])]
    known = [STATUSES[word] for word in words if word in STATUSES]
    if form.dialect.status_is_own and "draft" not in known:
        return []
    form.used.add(path)
    if isinstance(value, str) and known:
        return [(known[0], path)]
    if form.dialect.status_is_own:
        return [("draft", path)]
    if isinstance(value, str):
        own = f"if it is your own, set FRONT_MATTER = {{'fields': {{{path!r}: ''}}}}"
        hint = did_you_mean(value, STATUSES) or f"published, draft, hidden or skip; {own}"
        form.fault("unknown-status", path, f"the status {value} is unknown", hint)
    else:
        form.wrong(path, "published, draft, hidden or skip", value)
    return [("draft", path)]


def _by_flags(form: Form) -> list[tuple[str, str]]:
    """Read the fields that are true or false; what is neither keeps the content back."""
    said = []
    meanings = (("draft", True, "draft"), ("published", False, "draft"))
    for meaning, telling, status in (*meanings, ("hidden", True, "hidden"), ("rendered", False, "hidden")):
        for path, value in form.candidates(meaning):
            flag = truth(value)
            if flag is telling:
                said.append((status, path))
            elif flag is None and not (path.lower() == "published" and is_date(value)):
                form.wrong(path, "true or false", value)
                said.append(("draft", path))
    if form.source.data.get("permalink") is False:
        said.append(("draft", "permalink"))  # Eleventy writes no file then
    return said


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
    """Read Hugo's dates of publication and expiry: https://gohugo.io/content-management/front-matter/."""
    said = []
    for name, is_over in (("publishdate", False), ("expirydate", True), ("unpublishdate", True)):
        path = form.keys.get(name)
        value = form.source.data.get(path) if path else None
        if path is None or value is None or value == "":
            continue
        moment = moment_at(form, path, value)
        aware = moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
        if aware is None or (aware < form.now) == is_over:
            said.append(("draft", path))
    return said
