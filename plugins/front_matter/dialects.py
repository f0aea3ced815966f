"""Tell which dialect a file follows, from its own shape.

What depends on the dialect is little, and all of it is in ``Dialect``: the
rest of the reading is the same for every file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .dates import WIKILINK
from .names import FILE_DATE


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a dialect's own documentation says otherwise than the others."""

    name: str
    tag_text: str = ",;"
    """What divides tags in one text: some of these characters, a blank, or nothing at all."""
    aliases_are_addresses: bool = True
    url_is_address: bool = False
    """Whether ``url: name``, without a slash, is an address of this site."""
    path_is_address: bool = False
    utc: bool = False
    """Whether an unquoted date-time without an offset is UTC, as js-yaml has it."""
    order: str = ""
    """How ``03/04/2024`` is read."""
    status_is_own: bool = False
    """Whether ``status`` is a property of the note, not of its publication."""
    categories_are_tags: bool = False
    names_files: bool = False
    """Whether a file's name is a title that needs no remark."""
    date_falls_to_lastmod: bool = False


ALL = (
    # https://docs.astro.build/en/guides/content-collections/
    Dialect("astro", utc=True),
    # https://gohugo.io/configuration/front-matter/ and https://gohugo.io/content-management/urls/
    Dialect("hugo", tag_text="", url_is_address=True, date_falls_to_lastmod=True),
    # https://jekyllrb.com/docs/front-matter/ and https://jekyllrb.com/docs/posts/
    Dialect("jekyll", tag_text=" ", names_files=True),
    # https://www.11ty.dev/docs/collections/ and https://www.11ty.dev/docs/dates/
    Dialect("eleventy", tag_text="", utc=True),
    # https://quarto.org/docs/reference/dates.html
    Dialect("quarto", tag_text="", order="mdy", categories_are_tags=True),
    # https://help.obsidian.md/properties
    Dialect("obsidian", tag_text=", ", aliases_are_addresses=False, status_is_own=True, names_files=True),
    # https://www.getzola.org/documentation/content/page/
    Dialect("zola", tag_text="", path_is_address=True),
    # https://squidfunk.github.io/mkdocs-material/plugins/blog/
    Dialect("mkdocs", tag_text=""),
    # https://docs.getpelican.com/en/stable/content.html
    Dialect("pelican", url_is_address=True),
)
BY_NAME = {dialect.name: dialect for dialect in ALL}
DIALECTS = tuple(BY_NAME)

TELLING: dict[str, frozenset[str]] = {
    "quarto": frozenset(
        "jupyter execute bibliography freeze format knitr code-fold number-sections date-modified date-format "
        "title-block-banner html-table-processing csl image-alt title-slide-attributes crossref".split()
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
"""The fields that one dialect uses and the others do not, in the order in which they are asked for."""

ZOLA = TELLING["zola"] | frozenset("path updated authors template sort_by paginate_by generate_feeds".split())


def dialect_of(kind: str, data: Mapping[str, Any], path: str, fence: str = "") -> tuple[str, str]:
    """Return the name of a file's dialect, and what told it.

    ``kind`` is the block's, ``data`` its fields, ``path`` the file's below
    the content folder. What nothing tells apart is read as Pelican's own.
    """
    if found := _by_block(kind, data, fence) or _by_path(path):
        return found
    if any(map(_is_wikilink, data.values())):
        return "obsidian", "a value is a [[wikilink]]"
    if ("aliases" in data or "alias" in data) and not data.keys() & {"title", "layout", "url"}:
        return "obsidian", "aliases without a title are other names"
    for name, telling in TELLING.items():
        if field := next((field for field in data if field in telling), None):
            return name, f"only {name} has the field {field}"
    if "publishDate" in data and "date" not in data:
        return "astro", "publishDate without date"
    if isinstance(date := data.get("date"), Mapping) and "created" in date:
        return "mkdocs", "date.created"
    if str(data.get("layout", "")).endswith((".njk", ".liquid", ".webc", ".11ty.js")):
        return "eleventy", "the layout is one of Eleventy's template languages"
    if "layout" in data and FILE_DATE.match(PurePosixPath(path).name):
        return "jekyll", "a layout, and a date in the file's name"
    return "pelican", "nothing tells it to be another's"


def _by_block(kind: str, data: Mapping[str, Any], fence: str) -> tuple[str, str] | None:
    if kind == "classic":
        return "pelican", "Key: value lines"
    if kind == "toml":
        telling = next((field for field in data if field in ZOLA), None)
        return ("zola", f"TOML with {telling}") if telling else ("hugo", "TOML")
    if kind == "json" and fence == "{":
        return "hugo", "JSON"
    if kind in {"code", "json"}:
        return "eleventy", f"the fence {fence}"
    return None


def _by_path(path: str) -> tuple[str, str] | None:
    pure = PurePosixPath(path)
    if folder := next((part for part in pure.parts if part in {"_posts", "_drafts"}), None):
        return "jekyll", f"the folder {folder}"
    if pure.suffix.lower() in {".qmd", ".rmd"}:
        return "quarto", f"the ending {pure.suffix}"
    return ("astro", "the ending .mdx") if pure.suffix.lower() == ".mdx" else None


def _is_wikilink(value: Any) -> bool:
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return any(isinstance(item, str) and WIKILINK.fullmatch(item) for item in values)


def choose(
    kind: str,
    data: Mapping[str, Any],
    path: str,
    fence: str,
    *,
    everywhere: str = "auto",
    folders: Mapping[str, str] | None = None,
    without: Iterable[str] = (),
) -> tuple[Dialect, str]:
    """Return the dialect that the settings name for ``path``, or else the one of its shape."""
    above = [folder for folder in folders or {} if f"{path}/".startswith(folder.strip("/") + "/")]
    if folders and above:
        folder = max(above, key=len)
        if folders[folder] != "auto":
            return BY_NAME[folders[folder]], f"the setting for {folder}"
    elif everywhere != "auto":
        return BY_NAME[everywhere], "the setting for the site"
    name, why = dialect_of(kind, data, path, fence)
    if name in set(without):
        return BY_NAME["pelican"], f"{name} is switched off ({why})"
    return BY_NAME[name], why
