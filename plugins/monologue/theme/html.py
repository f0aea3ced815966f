"""Parse HTML as a browser does, with the position of each tag. No Pelican, no disk."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ..core.html import Element, Tree, parse

FORBIDDEN = re.compile(r"""[\s"<>`\\^{|}%]""")
"""Characters that a fragment must percent-encode: https://url.spec.whatwg.org/#url-code-points."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a content contains, as far as its style sheet and its policy depend on it."""

    tags: frozenset[str] = frozenset()
    """In lower case."""
    classes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    """The ``lang`` of its elements, as written."""
    styles: tuple[str, ...] = ()
    """The text of each ``<style>``."""
    has_style_attributes: bool = False


def parse_html(html: str) -> Tree:
    """Parse a part of a document. Never raises, because any text is HTML.

    Positions are offsets into ``html`` if its lines end with ``\\n``. The content of a
    ``<template>`` is not shown, so it is not in the tree.
    """
    tree = parse(html, positions=False, source_locations=True)
    if "<template" in html.lower():
        tree.remove("template")
    return tree


def fragment(name: str) -> str:
    """Return an id as the fragment of a link, escaped for an attribute.

    Only characters that a URL must not contain are encoded, so that a Japanese id stays readable.
    """
    return escape(FORBIDDEN.sub(lambda found: quote(found[0]), name))


def seen_in_html(html: str) -> Seen:
    """Return what HTML contains."""
    return seen_in(parse_html(html).iter_elements())


def seen_in(elements: Iterable[Element]) -> Seen:
    """Return what elements contain."""
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
