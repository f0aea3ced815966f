"""Detect which dialect a file follows.

Everything that depends on the dialect is in ``Dialect``; the rest of the
reading is the same for every file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, splitext
from typing import Any

from ..model import Shape
from ..parse.dates import WIKILINK
from .names import FILE_DATE


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dialect differs from the others, according to its documentation."""

    name: str
    tag_text: str = ",;"
    """The separators of tags in one text: some of these characters, or a space; empty: the text is one tag.
    Commas take precedence over spaces: ``static sites, python`` is two tags."""
    aliases_are_urls: bool = True
    aliases_are_relative: bool = False
    """Whether an alias without a leading slash is relative to the content."""
    url_without_slash: bool = False
    """Whether ``url: name``, without a leading slash, is a URL of this site."""
    path_without_slash: bool = False
    utc: bool = False
    """Whether an unquoted date-time without an offset is UTC, as in js-yaml."""
    order: str = ""
    """How ``03/04/2024`` is read: ``"dmy"``, ``"mdy"`` or unknown."""
    status_is_own: bool = False
    """Whether ``status`` is a property of the note, not of its publication."""
    categories_are_tags: bool = False
    names_files: bool = False
    """Whether a missing title is normal, because the file name is the title."""
    title_is_file_name: bool = False
    """Whether the file name is the title even if the text begins with a heading."""
    date_falls_to_lastmod: bool = False
    date_is_schedule: bool = False
    """Whether content with a future ``date`` is not published."""


ALL = (
    # https://docs.astro.build/en/guides/content-collections/
    Dialect("astro", utc=True),
    # https://gohugo.io/configuration/front-matter/ and https://gohugo.io/content-management/urls/
    Dialect(
        "hugo",
        tag_text="",
        aliases_are_relative=True,
        url_without_slash=True,
        date_falls_to_lastmod=True,
        date_is_schedule=True,
    ),
    # https://jekyllrb.com/docs/front-matter/, https://jekyllrb.com/docs/posts/ and, for future
    # dates, ``future`` in https://jekyllrb.com/docs/configuration/options/
    Dialect("jekyll", tag_text=" ", names_files=True, date_is_schedule=True),
    # https://www.11ty.dev/docs/collections/ and https://www.11ty.dev/docs/dates/
    Dialect("eleventy", tag_text="", utc=True),
    # https://quarto.org/docs/reference/dates.html
    Dialect("quarto", tag_text="", order="mdy", categories_are_tags=True),
    # https://help.obsidian.md/properties
    Dialect(
        "obsidian",
        tag_text=", ",
        aliases_are_urls=False,
        status_is_own=True,
        names_files=True,
        title_is_file_name=True,
    ),
    # https://www.getzola.org/documentation/content/page/
    Dialect("zola", tag_text="", path_without_slash=True),
    # https://squidfunk.github.io/mkdocs-material/plugins/blog/
    Dialect("mkdocs", tag_text=""),
    # https://docs.getpelican.com/en/stable/content.html
    Dialect("pelican", url_without_slash=True),
)
BY_NAME = {dialect.name: dialect for dialect in ALL}
DIALECTS = tuple(BY_NAME)

FIELDS_OF_DIALECTS: dict[str, frozenset[str]] = {
    "quarto": frozenset(
        "jupyter execute bibliography freeze format knitr code-fold number-sections "
        "date-format title-block-banner "
        "html-table-processing csl image-alt title-slide-attributes crossref".split()
    ),
    "eleventy": frozenset(
        "eleventyExcludeFromCollections eleventyNavigation eleventyComputed eleventyImport".split()
    ),
    "astro": frozenset(
        "pubDate pubDatetime updatedDate updateDate modDatetime heroImage ogImage postSlug dateLabels "
        "isDraft breadcrumbTitle".split()
    ),
    "hugo": frozenset(
        "lastmod expiryDate menu menus cascade resources linkTitle isCJKLanguage outputs ShowToc TocOpen "
        "weight params build _build headless".split()
    ),
    "jekyll": frozenset("redirect_from redirect_to last_modified_at excerpt_separator toc_sticky".split()),
    "obsidian": frozenset("cssclasses cssclass publish dg-publish dg-home kanban-plugin".split()),
    "mkdocs": frozenset("social hide readtime pin".split()),
    "zola": frozenset("taxonomies extra in_search_index insert_anchor_links page_template".split()),
}
"""The fields that only one dialect uses, in the order in which the dialects are tried."""

UNKNOWN = "nothing indicates another dialect"
"""The reason for a dialect that was not detected."""

CHANGED = frozenset({"updated", "modified", "last_updated"})
PATH = re.compile(r"[a-z0-9._~%-]*")
"""An alias that may be a relative path."""

ZOLA = FIELDS_OF_DIALECTS["zola"] | frozenset(
    "path updated authors template sort_by paginate_by generate_feeds".split()
)


def dialect_of(shape: Shape) -> tuple[str, str]:
    """Return the name of the dialect that a file follows, and what identified it.

    A file that nothing identifies is read as Pelican's.
    """
    found = _by_block(shape) or _by_path(shape.path) or _by_fields(shape.source.data)
    return found or _by_layout(shape) or ("pelican", UNKNOWN)


def _by_block(shape: Shape) -> tuple[str, str] | None:
    if shape.kind == "classic":
        return "pelican", "Key: value lines"
    if shape.kind == "toml":
        found = next((field for field in shape.source.data if field in ZOLA), None)
        return ("zola", f"TOML with {found}") if found else ("hugo", "TOML")
    if shape.kind == "json":
        return ("hugo", "JSON") if shape.fence == "{" else ("eleventy", f"the fence {shape.fence}")
    return None


def _by_path(path: str) -> tuple[str, str] | None:
    extension = splitext(path)[1]
    if folder := next((part for part in path.split("/") if part in {"_posts", "_drafts"}), None):
        return "jekyll", f"the folder {folder}"
    if extension.lower() in {".qmd", ".rmd"}:
        return "quarto", f"the extension {extension}"
    return ("astro", "the extension .mdx") if extension.lower() == ".mdx" else None


def _by_fields(data: Mapping[str, Any]) -> tuple[str, str] | None:
    if any(map(_is_wikilink, data.values())):
        return "obsidian", "a value is a [[wikilink]]"
    if data.keys() & {"aliases", "alias"} and not data.keys() & {"title", "layout", "url"}:
        return "obsidian", "it has aliases and no title"
    for name, fields in FIELDS_OF_DIALECTS.items():
        if field := next((field for field in data if field in fields), None):
            return name, f"it has the field {field}"
    return _by_habit(data)


def _by_habit(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Detect a dialect by conventions of its users, which others may share."""
    if _has_names(data.get("aliases")):
        return "obsidian", "its aliases are names, not paths"
    if _is_note(data):
        return "obsidian", "it has created, a modification date, and a type or a nested tag"
    if "publishDate" in data and "date" not in data:
        return "astro", "it has publishDate and no date"
    if isinstance(date := data.get("date"), Mapping) and "created" in date:
        return "mkdocs", "it has the field date.created"
    return None


def _by_layout(shape: Shape) -> tuple[str, str] | None:
    layout = str(shape.source.data.get("layout", ""))
    if layout.endswith((".njk", ".liquid", ".webc", ".11ty.js")):
        return "eleventy", f"it has the layout {layout}"
    is_dated = FILE_DATE.match(splitext(basename(shape.path))[0])
    return ("jekyll", "it has a layout, and a date in the file's name") if layout and is_dated else None


def _is_note(data: Mapping[str, Any]) -> bool:
    """Return whether the dates of a note have the names that many vault templates use."""
    is_dated = "created" in data and "date" not in data and not CHANGED.isdisjoint(data)
    return is_dated and ("type" in data or any("/" in str(tag) for tag in _listed(data.get("tags"))))


def _has_names(aliases: Any) -> bool:
    """Return whether no alias looks like a path: each has spaces, capitals or non-ASCII letters."""
    names = _listed(aliases) if isinstance(aliases, str | list) and aliases else [""]
    return not any("/" in str(name) or PATH.fullmatch(str(name)) for name in names)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_wikilink(value: Any) -> bool:
    return any(isinstance(item, str) and WIKILINK.fullmatch(item) for item in _listed(value))


def named_dialect(path: str, everywhere: str, folders: Mapping[str, str]) -> tuple[str, str]:
    """Return the dialect in the settings for ``path``, or ``"auto"``, and which setting it is from."""
    above = [folder for folder in folders if path.startswith(folder.strip("/") + "/")]
    nearest = max(above, key=len, default="")
    return folders.get(nearest, everywhere), f"the setting for {nearest or 'the site'}"


def choose(
    shape: Shape, everywhere: str, folders: Mapping[str, str], without: Sequence[str]
) -> tuple[Dialect, str]:
    """Return the dialect of a file, from the settings or detected, and what identified it."""
    name, why = named_dialect(shape.path, everywhere, folders)
    if name == "auto":
        name, why = dialect_of(shape)
        if name in without:
            name, why = "pelican", f"{name} is excluded by the setting without: {why}"
    return BY_NAME[name], why
