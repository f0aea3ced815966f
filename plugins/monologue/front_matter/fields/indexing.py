"""Whether the author asked that search engines leave a content out: ``noindex``. In doubt it is left out."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from .form import Form, shown, truth

ASK = frozenset(
    "noindex norobots robotsnoindex nosearch noindexing nositemap hidefromsearch hidefromsearchengines "
    "hideinsearch excludefromsearch excludefromsearchengines excludesearch searchexclude excludefromindex "
    "excludefromsitemap excludesitemap sitemapexclude sitemapexcluded sitemapignore sitemapdisable "
    "hidefromsitemap disablesitemap removefromsitemap skipsitemap searchnoindex "
    "eleventyexcludefromcollections".split()
)
"""Fields that ask for it where they are true; compared without case, hyphens, spaces and underscores."""

REFUSE = frozenset(
    "index indexed indexable indexing allowindexing allowindex sitemap insitemap includeinsitemap "
    "showinsitemap sitemapinclude search searchable insearch insearchindex includeinsearch robots "
    "robotsindex".split()
)
"""Fields that ask for it where they are false."""

DIRECTIVES = frozenset("robots robot googlebot bingbot metarobots robotsmeta robotstag xrobotstag".split())
"""Fields that hold what ``<meta name="robots">`` does.
Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag."""

INSIDE = {
    "sitemap": frozenset("exclude excluded disable disabled hidden hide ignore skip noindex".split()),
    "search": frozenset("exclude excluded disable disabled hidden hide ignore skip noindex".split()),
    "robots": frozenset({"noindex"}),
}
"""For a field that is a mapping, the keys inside of it that ask for it where they are true: Hugo's
``sitemap.disable``, Material for MkDocs' ``search.exclude``."""
INSIDE_REFUSE = frozenset("index include included enable enabled robots indexable show".split())

CONTAINERS = frozenset("seo params extra meta metadata yoast head".split())
"""Mappings, or lists of them, in which dialects and themes put such fields."""

EXCLUDING = frozenset("noindex none".split())
KNOWN_DIRECTIVES = EXCLUDING | frozenset(
    "index all follow nofollow noarchive nocache nosnippet noimageindex indexifembedded notranslate".split()
)
VALUED = re.compile(r"(?:max-[a-z-]+|unavailable_after)\s*:[^,]*")
"""Directives with a value, which may be the word ``none``."""
EXCLUDING_WORDS = frozenset(
    "exclude excluded none never noindex hidden hide disable disabled ignore skip".split()
)
"""What a field of ``REFUSE`` may say in place of false."""


def is_about_indexing(name: str) -> bool:
    """Whether a field of this name is one of those that are read here."""
    return _plain(name) in ASK | REFUSE | DIRECTIVES


def read_indexing(form: Form) -> None:
    """Fill in ``noindex`` where a field asks for it, or the content is hidden.

    Only an explicit ``noindex: false`` lets a hidden content be indexed.
    """
    asked = next(_asking(form), None)
    if asked is None and form.metadata.get("status") == "hidden" and not _is_refused(form):
        asked = form.origins["status"]
    if asked:
        form.set("noindex", True, asked)


def _is_refused(form: Form) -> bool:
    return any(_plain(key) == "noindex" and truth(value) is False for key, value in form.source.data.items())


def _asking(form: Form) -> Iterator[str]:
    """Yield the dotted path of each field that asks for it."""
    for key, value in form.source.data.items():
        own = form.own.get(key)
        if own is None:
            yield from _asked_by(form, key, key, value)
        elif own == "noindex" and truth(value) is not False:
            yield key


def _asked_by(form: Form, path: str, key: str, value: Any) -> Iterator[str]:
    name = _plain(key)
    if name in DIRECTIVES and _excludes(form, path, value):
        yield path
    elif name in ASK and not (isinstance(value, list) and name.startswith("eleventy")):  # names collections
        yield from _asked_by_flag(form, path, value)
    elif (
        name in REFUSE and _is_no(value) and not (name == "index" and str(value) == "0")
    ):  # an order of pages
        yield path
    elif name in INSIDE and isinstance(value, Mapping):
        yield from _asked_inside(path, INSIDE[name], value)
    elif name in CONTAINERS:
        yield from _asked_in_container(form, path, value)


def _asked_by_flag(form: Form, path: str, value: Any) -> Iterator[str]:
    """Read a flag that asks where it is true; what is neither true nor false is reported, and asks, too."""
    if _is_absent_or_false(value):
        return
    if truth(value) is None:
        form.wrong(path, "true or false", value)
    yield path


def _asked_inside(path: str, asking: frozenset[str], mapping: Mapping[str, Any]) -> Iterator[str]:
    for key, value in mapping.items():
        is_asked = _plain(key) in asking and not _is_absent_or_false(value)
        if is_asked or (_plain(key) in INSIDE_REFUSE and _is_no(value)):
            yield f"{path}.{key}"


def _asked_in_container(form: Form, path: str, value: Any) -> Iterator[str]:
    """Look into ``seo: {noindex: true}``, and into VitePress' and Starlight's ``head``, a list of tags."""
    if isinstance(value, Mapping):
        if _plain(str(value.get("name", ""))) in DIRECTIVES and _excludes(form, path, value.get("content")):
            yield path
        for key, inner in value.items():
            if _plain(key) in {"attrs", "attributes"}:
                yield from _asked_in_container(form, f"{path}.{key}", inner)
            elif _plain(key) not in CONTAINERS:  # one level is enough: a mapping may hold itself no deeper
                yield from _asked_by(form, f"{path}.{key}", key, inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _asked_in_container(form, f"{path}.{index}", inner)


def _excludes(form: Form, path: str, value: Any) -> bool:
    """Whether directives such as ``noindex, nofollow``, in a text or a list, leave a content out."""
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
