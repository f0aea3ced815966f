"""Whether search engines may index content: ``noindex``. In doubt they may not."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from .form import Form, shown, truth

EXCLUDE_IF_TRUE = frozenset(
    "noindex norobots robotsnoindex nosearch noindexing nositemap hidefromsearch hidefromsearchengines "
    "hideinsearch excludefromsearch excludefromsearchengines excludesearch searchexclude excludefromindex "
    "excludefromsitemap excludesitemap sitemapexclude sitemapexcluded sitemapignore sitemapdisable "
    "hidefromsitemap disablesitemap removefromsitemap skipsitemap searchnoindex "
    "eleventyexcludefromcollections".split()
)
"""Fields that exclude content if they are true; compared without case, hyphens, spaces and underscores."""

EXCLUDE_IF_FALSE = frozenset(
    "index indexed indexable indexing allowindexing allowindex sitemap insitemap includeinsitemap "
    "showinsitemap sitemapinclude search searchable insearch insearchindex includeinsearch robots "
    "robotsindex".split()
)
"""Fields that exclude content if they are false."""

DIRECTIVES = frozenset("robots robot googlebot bingbot metarobots robotsmeta robotstag xrobotstag".split())
"""Fields with the directives of ``<meta name="robots">``.
Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag."""

INNER_IF_TRUE = {
    "sitemap": frozenset("exclude excluded disable disabled hidden hide ignore skip noindex".split()),
    "search": frozenset("exclude excluded disable disabled hidden hide ignore skip noindex".split()),
    "robots": frozenset({"noindex"}),
}
"""For a field that is a mapping, the keys in it that exclude content if they are true: Hugo's
``sitemap.disable``, Material for MkDocs' ``search.exclude``."""
INNER_IF_FALSE = frozenset("index include included enable enabled robots indexable show".split())

CONTAINERS = frozenset("seo params extra meta metadata yoast head".split())
"""Mappings, or lists of mappings, in which dialects and themes put such fields."""

EXCLUDING = frozenset("noindex none".split())
KNOWN_DIRECTIVES = EXCLUDING | frozenset(
    "index all follow nofollow noarchive nocache nosnippet noimageindex indexifembedded notranslate".split()
)
VALUED = re.compile(r"(?:max-[a-z-]+|unavailable_after)\s*:[^,]*")
"""Directives with a value, which may be the word ``none``."""
EXCLUDING_WORDS = frozenset(
    "exclude excluded none never noindex hidden hide disable disabled ignore skip".split()
)
"""What a field of ``EXCLUDE_IF_FALSE`` may contain instead of false."""


def is_about_indexing(name: str) -> bool:
    """Return whether a field of this name is read here."""
    return _plain(name) in EXCLUDE_IF_TRUE | EXCLUDE_IF_FALSE | DIRECTIVES


def read_indexing(form: Form) -> None:
    """Set ``noindex`` if a field requires it or the content is hidden.

    Hidden content is indexed only with an explicit ``noindex: false``.
    """
    origin = next(_excluding_fields(form), None)
    if origin is None and form.metadata.get("status") == "hidden" and not _is_indexed_explicitly(form):
        origin = form.origins["status"]
    if origin:
        form.set("noindex", True, origin)


def _is_indexed_explicitly(form: Form) -> bool:
    return any(_plain(key) == "noindex" and truth(value) is False for key, value in form.source.data.items())


def _excluding_fields(form: Form) -> Iterator[str]:
    """Yield the dotted path of each field that excludes the content."""
    for key, value in form.source.data.items():
        own = form.own.get(key)
        if own is None:
            yield from _excluded_by(form, key, key, value)
        elif own == "noindex" and truth(value) is not False:
            yield key


def _excluded_by(form: Form, path: str, key: str, value: Any) -> Iterator[str]:
    name = _plain(key)
    if name in DIRECTIVES and _excludes(form, path, value):
        yield path
    elif name in EXCLUDE_IF_TRUE and not (
        isinstance(value, list) and name.startswith("eleventy")
    ):  # names collections
        yield from _excluded_by_flag(form, path, value)
    elif (
        name in EXCLUDE_IF_FALSE and _is_no(value) and not (name == "index" and str(value) == "0")
    ):  # an order of pages
        yield path
    elif name in INNER_IF_TRUE and isinstance(value, Mapping):
        yield from _excluded_inside(path, INNER_IF_TRUE[name], value)
    elif name in CONTAINERS:
        yield from _excluded_in_container(form, path, value)


def _excluded_by_flag(form: Form, path: str, value: Any) -> Iterator[str]:
    """Read a flag that excludes content if it is true; other values are reported, and also exclude it."""
    if _is_absent_or_false(value):
        return
    if truth(value) is None:
        form.wrong(path, "true or false", value)
    yield path


def _excluded_inside(path: str, if_true: frozenset[str], mapping: Mapping[str, Any]) -> Iterator[str]:
    for key, value in mapping.items():
        is_excluded = _plain(key) in if_true and not _is_absent_or_false(value)
        if is_excluded or (_plain(key) in INNER_IF_FALSE and _is_no(value)):
            yield f"{path}.{key}"


def _excluded_in_container(form: Form, path: str, value: Any) -> Iterator[str]:
    """Look into ``seo: {noindex: true}``, and into the list of tags ``head`` of VitePress and Starlight."""
    if isinstance(value, Mapping):
        if _plain(str(value.get("name", ""))) in DIRECTIVES and _excludes(form, path, value.get("content")):
            yield path
        for key, inner in value.items():
            if _plain(key) in {"attrs", "attributes"}:
                yield from _excluded_in_container(form, f"{path}.{key}", inner)
            elif _plain(key) not in CONTAINERS:  # one level is enough, and recursion is bounded
                yield from _excluded_by(form, f"{path}.{key}", key, inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _excluded_in_container(form, f"{path}.{index}", inner)


def _excludes(form: Form, path: str, value: Any) -> bool:
    """Return whether directives such as ``noindex, nofollow``, in a text or a list, exclude content."""
    if not isinstance(value, str | list):
        return False
    text = " ".join(map(str, value if isinstance(value, list) else [value])).lower()
    words = [_plain(word) for word in re.findall(r"[a-z_-]+", VALUED.sub("", text))]
    for word in sorted(set(words) - KNOWN_DIRECTIVES):
        if get_close_matches(word, ("noindex",), n=1, cutoff=0.8):
            form.fault(
                "misspelt-field",
                path,
                f"{path}: {shown(word)} is not a robots directive",
                "did you mean noindex?",
            )
    return not EXCLUDING.isdisjoint(words)


def _is_absent_or_false(value: Any) -> bool:
    return value in (None, "") or truth(value) is False


def _is_no(value: Any) -> bool:
    return truth(value) is False or (isinstance(value, str) and value.strip().lower() in EXCLUDING_WORDS)


def _plain(name: Any) -> str:
    return re.sub(r"[-_\s]", "", str(name)).lower()
