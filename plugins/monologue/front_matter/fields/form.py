"""The meanings of fields, as a table, and the form that collects the metadata of one file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from ..model import Fault, Source
from ..parse.dates import WIKILINK
from .dialects import Dialect
from .names import FileName

OTHER_DATES = {
    "date": (
        *("publishedAt", "publishedDate", "publishedOn", "datePublished", "publish_date", "pub_date"),
        *("published_at", "published_date", "date_published", "date-published", "createdAt", "created_at"),
        *("createdDate", "dateCreated", "date_created", "date-created", "date created", "posted", "added"),
    ),
    "modified": (
        *("updatedAt", "updated_at", "updated_date", "dateUpdated", "date_updated", "date-updated"),
        *("modDate", "modifiedDate", "dateModified", "date_modified", "lastModified", "last_modified"),
        *("lastUpdated", "last_updated", "date modified", "last_update.date"),
    ),
}
"""Fields that many sites use but no dialect defines: read if they contain a date, otherwise ignored."""

MEANINGS_OF_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": (
        *("date", "pubDate", "pubDatetime", "publishDate", "published", "created", "date.created"),
        *OTHER_DATES["date"],
    ),
    "modified": (
        *("modified", "updated", "updatedDate", "updateDate", "modDatetime", "lastmod", "last_modified_at"),
        *("last-modified", "date-modified", "date.updated", "Update"),
        *OTHER_DATES["modified"],
    ),
    "tags": ("tags", "tag", "taxonomies.tags", "keywords"),
    "category": ("category", "categories", "taxonomies.categories", "taxonomies.category"),
    "authors": ("authors", "author", "taxonomies.authors", "params.authors", "params.author"),
    "summary": ("summary", "excerpt", "description", "tldr"),
    "lang": ("lang", "language", "locale"),
    "slug": ("slug", "postSlug"),
    "url": ("permalink", "path", "url"),
    "redirects": ("aliases", "alias", "redirect_from"),
    "template": ("template", "layout"),
    "cover": (
        *("image", "hero", "heroImage", "cover", "coverImage", "cover_image", "ogImage", "images"),
        *("banner", "thumbnail", "featured_image", "feature_image", "header.image", "header.teaser"),
    ),
    "cover_alt": (
        "image-alt",
        "imageAlt",
        "image_alt",
        "heroImageAlt",
        "coverAlt",
        "heroAlt",
        "image_caption",
    ),
    "draft": (
        *("draft", "isDraft", "is_draft", "unpublished", "private", "isPrivate", "is_private"),
        *("protected", "encrypted", "confidential", "membersOnly", "members_only"),
    ),
    "published": ("published", "publish", "dg-publish", "public", "routable"),
    "hidden": ("hidden", "unlisted", "headless"),
    "rendered": ("render",),
    "status": ("status",),
    "visibility": ("visibility", "visible"),
    "noindex": ("noindex",),
}
"""The fields of each meaning; the first one with a value is used. A dot separates nested keys."""

MEANINGS = tuple(MEANINGS_OF_FIELDS)

Rank = tuple[str, int, str]
"""A meaning, the index of a field among its fields, and the key inside the field, if the value is nested."""
Candidate = tuple[int, str, Any]
"""A rank, the dotted path of a field, and its value."""


@cache
def ranks_of(own: tuple[tuple[str, str], ...]) -> dict[str, list[Rank]]:
    """Return the ranks of each field by its name in lower case; those of the setting ``own`` come first."""
    ranks: dict[str, list[Rank]] = {}
    for meaning, names in MEANINGS_OF_FIELDS.items():
        chosen = [name for name, meant in own if meant == meaning]
        chosen += [name for name in names if name not in dict(own)]
        for rank, name in enumerate(chosen):
            head, _, tail = name.partition(".")
            ranks.setdefault(name.lower(), []).append((meaning, rank, ""))
            if tail:
                ranks.setdefault(head.lower(), []).append((meaning, rank, tail))
    return ranks


def inside(value: Any, key: str) -> Any:
    """Return the value of a key in a mapping; None if ``value`` is not a mapping."""
    return value.get(key) if isinstance(value, Mapping) else None


BOOLEAN_FIELDS = frozenset(
    "comments toc math featured pinned pin sticky archived noindex search share".split()
)
"""Fields other than those of the status in which ``yes``, ``no``, ``on`` and ``off`` are booleans."""

YES, NO = frozenset({"true", "yes", "on", "y", "1"}), frozenset({"false", "no", "off", "n", "0"})


def truth(value: Any) -> bool | None:
    """Return a value as a boolean; None if it is not one."""
    word = str(value).strip().lower()
    return True if word in YES else False if word in NO else None


def text_of(value: Any) -> str | None:
    """Return a scalar as text, ``[[wikilinks]]`` as their names; None if it is not a scalar."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return WIKILINK.sub(r"\g<name>", value) if isinstance(value, str) else None


@dataclass(slots=True)
class Form:
    """The state of interpreting one file: its fields, the metadata found so far, and the faults."""

    source: Source
    dialect: Dialect
    name: FileName
    now: datetime
    own: Mapping[str, str]
    """The setting ``fields``: the meaning of each field that the site defines."""
    date_order: str = ""
    is_classic: bool = False
    """Whether the front matter is Pelican's ``Key: value`` lines."""
    metadata: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    is_awaited: bool = False
    """See ``Reading``."""
    used: set[str] = field(default_factory=set)
    """The top-level fields that became other metadata, and must not be kept."""
    reported: set[str] = field(default_factory=set)
    """The dotted paths of the fields for which a fault is reported."""
    keys: dict[str, str] = field(default_factory=dict)
    """The fields as written, by their lower-case names, which Hugo and Pelican compare."""

    found: dict[str, list[Candidate]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ranks = ranks_of(tuple(self.own.items()))
        for key, value in self.source.data.items():
            if self.own.get(key) == "":
                continue
            first = self.keys.setdefault(key.lower(), key)
            if first != key and key.lower() in ranks:
                hint = f"the first is {first}, on line {self.source.place(first)[0]}"
                self.fault("repeated-field", key, f"{key} is defined twice; only the first is used", hint)
            for meaning, rank, tail in ranks.get(key.lower(), ()):
                path, inner = (f"{key}.{tail}", inside(value, tail)) if tail else (key, value)
                if inner not in (None, "", []):
                    self.found.setdefault(meaning, []).append((rank, path, inner))

    def candidates(self, meaning: str) -> Iterator[tuple[str, Any]]:
        """Yield the path and the value of each field of a meaning that has one, in order."""
        for _, path, value in sorted(self.found.get(meaning, ()), key=itemgetter(0)):
            yield path, value

    def first(self, meaning: str) -> tuple[str, Any] | None:
        """Return the path and the value of the first field of a meaning that has one."""
        return next(self.candidates(meaning), None)

    def given(self, name: str) -> tuple[str, Any]:
        """Return a field as written, and its value, by its lower-case name; ("", None) if absent."""
        key = self.keys.get(name)
        return ("", None) if key is None else (key, self.source.data[key])

    def set(self, name: str, value: Any, origin: str) -> None:
        """Set one key of Pelican's metadata."""
        self.metadata[name] = value
        self.origins[name] = origin

    def fault(self, rule: str, path: str, message: str, hint: str = "", about: str = "") -> None:
        """Report a fault at the position of a field, once per field.

        Fields are identified by path, not by position: a mapping that is written
        once and merged twice gives several fields the same position.
        """
        if path not in self.reported:
            self.reported.add(path)
            self.faults.append(Fault(rule, message, *self.source.place(path), hint, about))

    def wrong(self, path: str, wanted: str, value: Any, about: str = "") -> None:
        """Report that a value has the wrong type."""
        self.fault("wrong-type", path, f"{path} must be {wanted}, not {shown(value)}", about=about)


def shown(value: Any) -> str:
    """Return a value as a diagnostic quotes it, shortened to 40 characters."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = " ".join((str(value).lower() if isinstance(value, bool) else str(value)).split())
    return text if len(text) <= 40 else text[:39] + "…"
