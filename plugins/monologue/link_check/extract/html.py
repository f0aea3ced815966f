"""Read the links and fragments of an HTML or SVG document. No disk, no Pelican.

The parser follows the WHATWG standard, so it finds what a browser finds: links in comments,
scripts and escaped code do not count. ``<template>`` elements are removed.
"""

import json
import re
from collections.abc import Callable, Container, Iterator
from html import escape

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


def parse_html(text: str, *, places: bool = False) -> Tree:
    """Parse a document; with ``places``, keep the offsets of tags and attributes."""
    tree = parse(text, positions=False, source_locations=places)
    if "<template" in text or "<TEMPLATE" in text:
        tree.remove("template")
    return tree


def read_html(path: str, text: str) -> Document:
    """Read a document. Never raises: any text is HTML."""
    tree = parse_html(text)
    defined, maps = frozenset(fragments(tree)), frozenset(map_names(tree))
    return Document(path, tuple([link for link, _ in html_links(tree, text)]), defined, maps)


def html_offsets(text: str, *, ignored: bool = False) -> Iterator[tuple[Link, int]]:
    """Yield the links of ``read_html``, in the same order, with the offset of the first character.

    With ``ignored``, links that the author marked as ignored are included.
    """
    tags: dict[Link, int] = {}
    for link, element in html_links(parse_html(text, places=True), text, ignored=ignored):
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


def fragments(tree: Tree) -> Iterator[str]:
    """Yield the fragments of a document: every ``id``, and every ``name`` of an ``a``."""
    for element in tree.select("[id], a[name]"):
        if name := element.attr("id"):
            yield name
        if element.tag == "a" and (name := element.attr("name")):
            yield name


def map_names(tree: Tree) -> Iterator[str]:
    """Yield the names of the image maps."""
    return (element.attr("name") or "" for element in tree.iter_elements("map"))


def html_links(tree: Tree, text: str, *, ignored: bool = False) -> list[Found]:
    """Return each link with its element: first URL attributes, then URLs inside other values.

    Elements with ``data-link-check="ignore"`` are removed from the tree unless ``ignored``.
    Rare kinds of links are searched only in documents whose text contains their keyword.
    """
    if "data-link-check" in text and not ignored:
        tree.remove('[data-link-check="ignore"]')
    base = _base(tree) if "<base" in text or "<BASE" in text else ""
    found = _plain(tree, base)
    for word, find in RARE.items():
        if word in text:
            found.extend(_found(use, base) for use in find(tree))
    return found


Use = tuple[Element, str, str, Role]
"""Element, attribute, URL as written, role."""


def _base(tree: Tree) -> str:
    bases = (element.attr("href") for element in tree.iter_elements("base"))
    return next((href.strip(_SPACE) for href in bases if href), "")


def _found(use: Use, base: str) -> Found:
    element, attribute, href, role = use
    return Link(element.tag, attribute, href.strip(_SPACE), role, base), element


def _plain(tree: Tree, base: str) -> list[Found]:
    """Return the common kinds of links, in one loop, because it takes most of the time."""
    found: list[Found] = []
    for element in tree.iter_elements(LINKING):
        tag = element.tag
        for name, role in ATTRIBUTES.get(tag, ()):
            if (value := element.attr(name)) is not None:
                opens = role is FOLLOW and element.attr("target") and _opens_with_handle(element)
                link = Link(tag, name, value.strip(_SPACE), Role.OPEN if opens else role, base)
                found.append((link, element))
        if tag in SPECIAL:
            found.extend(_found(use, base) for use in SPECIAL[tag](element))
    return found


def _xlinks(tree: Tree) -> Iterator[Use]:
    for element in tree.iter_elements():
        if href := element.attr("xlink:href"):
            yield element, "xlink:href", href, FOLLOW if element.tag == "a" else LOAD


def _styles(tree: Tree) -> Iterator[Use]:
    for element in tree.select(", ".join(f"[{name}]" for name in STYLED)):
        for name in STYLED:
            yield from ((element, name, url, LOAD) for url, _ in css_urls(element.attr(name) or ""))


RARE = {"xlink:href": _xlinks, "url(": _styles}
"""Rare kinds of links, by a keyword that documents with such links contain."""


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
