"""Parse HTML as a browser does, with the position of each tag. No Pelican, no disk."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ..core.html import Tree, parse

FORBIDDEN = re.compile(r"""[\s"<>`\\^{|}%]""")
"""Characters that a fragment must percent-encode: https://url.spec.whatwg.org/#url-code-points."""
SPACE = re.compile("[\t\n\f\r ]+")
"""What separates classes: https://infra.spec.whatwg.org/#ascii-whitespace."""


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
    return seen_in(parse_html(html))


def seen_in(tree: Tree) -> Seen:
    """Return what a tree contains. Only elements with an attribute are asked for it, which most have not."""
    tags = frozenset(element.tag for element in tree.iter_elements())
    classes = " ".join({element.attr("class") or "" for element in tree.select("[class]")})
    return Seen(
        tags,
        frozenset(SPACE.split(classes)) - {""},
        frozenset(element.attr("lang") or "" for element in tree.select("[lang]")) - {""},
        tuple(element.text for element in tree.iter_elements("style")) if "style" in tags else (),
        bool(tree.select("[style]")),
    )
