"""Read the links and fragments of an HTML or SVG document. No disk, no Pelican.

The parser follows the WHATWG standard, so it finds what a browser finds: links in comments,
scripts and escaped code do not count. ``<template>`` elements are removed.
"""

import json
import re
from collections.abc import Callable, Container, Iterator
from html import escape
from typing import NamedTuple

from ...core.html import Element, Tree, parse
from ..model import Document, Link, Role
from .css import css_urls, srcset_urls
from .elements import ATTRIBUTES, CONNECTED, JSON_LD, LOADED, META, META_KEYS, STYLED

FOLLOW, LOAD, NAME = Role.FOLLOW, Role.LOAD, Role.NAME

_REFRESH = re.compile(
    r"""\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?(?:"(?P<double>[^"]+)|'(?P<single>[^']+)|(?P<bare>[^"'].*))""",
    re.IGNORECASE | re.DOTALL,
)
"""Source: WHATWG HTML, "shared declarative refresh steps"."""
_VALUE = re.compile(r"\s*=\s*[\"']?")
_SPACE = " \t\n\f\r"

Found = tuple[Link, Element]


class Page(NamedTuple):
    """A parsed document, without its ``<template>`` elements."""

    tree: Tree
    marked: list[Element]
    """The elements that ``MARKED`` selects. One search for all of them takes no longer than one for any."""

    def without(self, selector: str) -> "Page":
        """Remove elements from the tree, and return what is left."""
        self.tree.remove(selector)
        return page_of(self.tree)

    def has(self, tag: str) -> bool:
        """Tell whether an element with one of the tags in ``MARKED`` is left."""
        return any(element.tag == tag for element in self.marked)


def page_of(tree: Tree) -> Page:
    """Search a tree for the elements that are marked."""
    return Page(tree, tree.select(MARKED))


def parse_html(text: str, *, places: bool = False) -> Page:
    """Parse a document; with ``places``, keep the offsets of tags and attributes."""
    page = page_of(parse(text, positions=False, source_locations=places))
    return page.without("template") if page.has("template") else page


def read_html(path: str, text: str) -> Document:
    """Read a document. Never raises: any text is HTML."""
    page = parse_html(text)
    defined, maps = frozenset(fragments(page)), frozenset(map_names(page))
    return Document(path, tuple([link for link, _ in html_links(page)]), defined, maps)


def html_offsets(text: str, *, ignored: bool = False) -> Iterator[tuple[Link, int]]:
    """Yield the links of ``read_html``, in the same order, with the offset of the first character.

    With ``ignored``, links that the author marked as ignored are included.
    """
    tags: dict[Link, int] = {}
    for link, element in html_links(parse_html(text, places=True), ignored=ignored):
        at = offset_of(link, element, text)
        # The parser reopens an unclosed element, without a tag.
        if at is not None:
            tags[link] = at
        yield link, tags.get(link, 0)


def offset_of(link: Link, element: Element, text: str) -> int | None:
    """Return the offset of a link in a tree with places; None if its element has no tag."""
    where = element.source_location
    if not where:
        return None
    span = where.attrs.get(link.attribute)
    if not span:
        start, end = where.start_tag.start_offset, where.end_tag.start_offset if where.end_tag else None
        return _find(text, link.href, start, end)
    value = _VALUE.match(text, span.start_offset + len(link.attribute))
    return _find(text, link.href, value.end() if value else span.start_offset, span.end_offset)


def _find(text: str, href: str, start: int, end: int | None) -> int:
    """Return the offset of a URL between ``start`` and ``end``; ``start`` if it is escaped differently."""
    places = (text.find(form, start, end) for form in (href, escape(href)))
    return next((place for place in places if place >= 0), start)


def fragments(page: Page) -> Iterator[str]:
    """Yield the fragments of a document: every ``id``, and every ``name`` of an ``a``."""
    for element in page.marked:
        if name := element.attr("id"):
            yield name
        if element.tag == "a" and (name := element.attr("name")):
            yield name


def map_names(page: Page) -> Iterator[str]:
    """Yield the names of the image maps."""
    return (element.attr("name") or "" for element in page.marked if element.tag == "map")


def html_links(page: Page, *, ignored: bool = False) -> Iterator[Found]:
    """Yield each link with its element: first URL attributes, then URLs inside other values.

    Elements with ``data-link-check="ignore"`` are removed from the tree unless ``ignored``.
    """
    if not ignored and any(element.attr("data-link-check") == "ignore" for element in page.marked):
        page = page.without('[data-link-check="ignore"]')
    base = _base(page)
    yield from _plain(page.tree, base)
    for find in (_xlinks, _styles):
        for use in find(page.marked):
            yield _found(use, base)


Use = tuple[Element, str, str, Role]
"""Element, attribute, URL as written, role."""


def _base(page: Page) -> str:
    bases = (element.attr("href") for element in page.marked if element.tag == "base")
    return next((href.strip(_SPACE) for href in bases if href), "")


def _found(use: Use, base: str) -> Found:
    element, attribute, href, role = use
    return Link(element.tag, attribute, href.strip(_SPACE), role, base), element


def _plain(tree: Tree, base: str) -> Iterator[Found]:
    """Yield the common kinds of links, in one loop, because it takes most of the time."""
    new = tuple.__new__  # half the time of Link(...)
    for element in tree.iter_elements(LINKING):
        tag, value_of = element.tag, element.attr
        for name, role in ATTRIBUTES.get(tag, ()):
            value = value_of(name)
            if value is None:
                continue
            if role is FOLLOW and value_of("target") and _opens_with_handle(element):
                role = Role.OPEN  # noqa: PLW2901 - for this link
            yield new(Link, (tag, name, value.strip(_SPACE), role, base)), element
        if tag in SPECIAL:
            for use in SPECIAL[tag](element):
                yield _found(use, base)


def _xlinks(marked: list[Element]) -> Iterator[Use]:
    for element in marked:
        if href := element.attr("xlink:href"):
            yield element, "xlink:href", href, FOLLOW if element.tag == "a" else LOAD


def _styles(marked: list[Element]) -> Iterator[Use]:
    for element in marked:
        for name in STYLED:
            value = element.attr(name)
            if value and "(" in value:
                yield from ((element, name, url, LOAD) for url, _ in css_urls(value))


def _opens_with_handle(element: Element) -> bool:
    if _words(element, "target") != {"_blank"}:
        return False
    return not {"noopener", "noreferrer"} & _words(element, "rel")


def _words(element: Element, attribute: str) -> set[str]:
    return set((element.attr(attribute) or "").lower().split())


def _images(element: Element) -> Iterator[Use]:
    for name in ("srcset", "imagesrcset"):
        yield from ((element, name, url, LOAD) for url in srcset_urls(element.attr(name) or ""))


def _link(element: Element) -> Iterator[Use]:
    if (href := element.attr("href")) is not None:
        types = _words(element, "rel")
        yield element, "href", href, Role.CONNECT if types & CONNECTED else LOAD if types & LOADED else NAME
    yield from _images(element)


def _meta(element: Element) -> Iterator[Use]:
    content = (element.attr("content") or "").strip()
    names = " ".join(filter(None, map(element.attr, META_KEYS))).lower()
    if content and not META.isdisjoint(names.split()):
        yield element, "content", content, NAME
    elif _words(element, "http-equiv") == {"refresh"} and (match := _REFRESH.match(content)):
        yield element, "content", match[match.lastgroup or 0], FOLLOW


def _script(element: Element) -> Iterator[Use]:
    if _words(element, "type") == {"application/ld+json"}:
        yield from ((element, "", url, NAME) for url in json_urls(element.text, JSON_LD))


def _style(element: Element) -> Iterator[Use]:
    yield from ((element, "", url, LOAD) for url, _ in css_urls(element.text) if not url.startswith("#"))


SPECIAL: dict[str, Callable[[Element], Iterator[Use]]] = {
    "img": _images,
    "link": _link,
    "meta": _meta,
    "script": _script,
    "source": _images,
    "style": _style,
}
"""Elements with URLs that are not the whole value of one attribute."""
LINKING = (*ATTRIBUTES, *SPECIAL)
MARKED = "[id], a[name], map, base, template, [data-link-check], " + ", ".join(
    f"[{name}]" for name in (r"xlink\:href", *STYLED)
)
"""The elements that define a fragment or an image map, change other links, or have a rare kind of link."""


def json_urls(text: str, keys: Container[str]) -> Iterator[str]:
    """Yield the string values of ``keys`` at any depth, in order; nothing if the text is not JSON."""
    try:
        stack = [(False, json.loads(text))]
    except (ValueError, RecursionError):
        return
    while stack:
        wanted, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((key in keys, child) for key, child in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((wanted, child) for child in reversed(value))
        elif wanted and isinstance(value, str) and value.strip():
            yield value
