"""HTML as a browser would read it, with the place of each tag. No Pelican, no disk."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from turbohtml import Document as Tree
from turbohtml import Element, parse

FORBIDDEN = re.compile(r"""[\s"<>`\\^{|}%]""")
"""Characters that a fragment must not hold unencoded: https://url.spec.whatwg.org/#url-code-points."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a text holds, as far as its style sheet and its policy depend on it."""

    tags: frozenset[str] = frozenset()
    """In lower case."""
    classes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    """The ``lang`` of its elements, as written."""
    styles: tuple[str, ...] = ()
    """The text of each ``<style>``."""
    has_style_attributes: bool = False


def parse_html(html: str) -> Tree:
    """Parse a part of a document. Never raises: any text is HTML.

    Places are offsets into ``html`` if its lines end with ``\\n``. What a ``<template>`` holds
    is not shown, and not in the tree.
    """
    tree = parse(html, positions=False, source_locations=True)
    if "<template" in html.lower():
        tree.remove("template")
    return tree


def fragment(name: str) -> str:
    """Return an id as it stands behind the ``#`` of a link, fit for an attribute.

    Only what a URL may not hold is encoded: an address in Japanese can be read.
    """
    return escape(FORBIDDEN.sub(lambda found: quote(found[0]), name))


def look_at(html: str) -> Seen:
    """Return what a text holds."""
    return seen_in(parse_html(html).iter_elements())


def seen_in(elements: Iterable[Element]) -> Seen:
    """Return what the elements of a text are."""
    tags: set[str] = set()
    classes: set[str] = set()
    languages: set[str] = set()
    styles: list[str] = []
    has_style_attributes = False
    for element in elements:
        tags.add(element.tag)
        if element.tag == "style":
            styles.append(element.text)
        if attributes := element.attrs:
            classes.update(attributes.get("class") or ())
            languages.add(element.attr("lang") or "")
            has_style_attributes |= "style" in attributes
    return Seen(
        frozenset(tags), frozenset(classes), frozenset(languages - {""}), tuple(styles), has_style_attributes
    )
