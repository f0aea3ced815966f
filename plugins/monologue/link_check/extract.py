"""Read an HTML or SVG document: the links it uses, the fragments it defines. No disk, no Pelican.

The parser is WHATWG's, so that what is found is what a browser would find:
comments, scripts and escaped code are inert. ``<template>`` is taken out.
"""

import json
import re
from collections.abc import Callable, Container, Iterator
from html import escape

from turbohtml import Document as Tree
from turbohtml import Element, parse

from .elements import ATTRIBUTES, CONNECTED, JSON_LD, LOADED, META, META_KEYS, STYLED
from .model import Document, Link, Role
from .styles import css_urls, srcset_urls

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
    """Parse a document; with ``places``, remember where each tag and attribute stands."""
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
    """Yield the links of ``read_html``, in its order, with the offset of each one's first character.

    With ``ignored``, those that the author marked as ignored are among them.
    """
    tags: dict[Link, int] = {}
    for link, element in html_links(parse_html(text, places=True), text, ignored=ignored):
        at = offset_of(link, element, text)
        # An element that was never closed is taken up again, without a tag.
        if at is not None:
            tags[link] = at
        yield link, tags.get(link, 0)


def offset_of(link: Link, element: Element, text: str) -> int | None:
    """Return where a link begins, in a tree with places; None if its element has no tag."""
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
    """Return where an address begins between ``start`` and ``end``; ``start`` if it is written otherwise."""
    places = (text.find(form, start, end) for form in (href, escape(href)))
    return next((place for place in places if place >= 0), start)


def fragments(tree: Tree) -> Iterator[str]:
    """Yield what a ``#`` can lead to: every ``id``, and the ``name`` of an ``a``."""
    for element in tree.select("[id], a[name]"):
        if name := element.attr("id"):
            yield name
        if element.tag == "a" and (name := element.attr("name")):
            yield name


def map_names(tree: Tree) -> Iterator[str]:
    """Yield the names of the image maps."""
    return (element.attr("name") or "" for element in tree.iter_elements("map"))


def html_links(tree: Tree, text: str, *, ignored: bool = False) -> list[Found]:
    """Return each link with its element: first those in attributes of their own, then those in others.

    Elements with ``data-link-check="ignore"`` are taken out of the tree, unless
    they too are asked for. What most documents do not have is looked for in
    those only that mention it.
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
"""Element, attribute, address as written, role."""


def _base(tree: Tree) -> str:
    bases = (element.attr("href") for element in tree.iter_elements("base"))
    return next((href.strip(_SPACE) for href in bases if href), "")


def _found(use: Use, base: str) -> Found:
    element, attribute, href, role = use
    return Link(element.tag, attribute, href.strip(_SPACE), role, base), element


def _plain(tree: Tree, base: str) -> list[Found]:
    """Return the links that nearly all are, in one loop: this is where most of the time goes."""
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
"""Links that only a document with that word in it has."""


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
"""Elements whose addresses are not each one attribute."""
LINKING = (*ATTRIBUTES, *SPECIAL)


def json_urls(text: str, keys: Container[str]) -> Iterator[str]:
    """Yield the texts that stand under ``keys`` at any depth, in order; nothing if it is no JSON."""
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
