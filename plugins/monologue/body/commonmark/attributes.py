"""Attributes behind links, images, code and spans: ``![](a.png){width=50%}``, ``[text]{.class}``.

Source: https://pandoc.org/MANUAL.html#extension-bracketed_spans, …#extension-link_attributes and
…#extension-inline_code_attributes.
"""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .headings import attributes_in

ATTRIBUTES = re.compile(r"\{(?P<inside>[^{}]*)\}")
RAW = re.compile(r"\{=(?P<format>\w+)\}")
LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|cm|mm|in|pt|pc|em|rem|ex|ch|vw|vh)")
HTML = frozenset(
    "id class style title lang dir hidden width height alt src href target rel loading start type value name "
    "role download hreflang cite datetime colspan rowspan controls poster preload loop muted autoplay".split()
)
"""The names that HTML knows; another one gets the prefix ``data-``, as pandoc writes it."""

Attributes = Mapping[str, str | int | float]


def html_attributes(found: Attributes) -> dict[str, str | int | float]:
    """Return the attributes that HTML allows; a width of 50 % or 4 cm becomes part of the style."""
    made: dict[str, str | int | float] = {}
    styles = []
    for name, value in found.items():
        if name in {"width", "height"}:
            text = str(value).removesuffix("px")
            if LENGTH.fullmatch(text):
                styles.append(f"{name}:{text}")
            elif text.isdecimal():
                made[name] = text
        elif name == "style":
            styles.append(str(value).rstrip("; "))
        else:
            known = name in HTML or name.startswith(("data-", "aria-"))
            made[name if known else f"data-{name}"] = value
    return made | ({"style": ";".join(styles)} if styles else {})


def attributes(parser: MarkdownIt) -> None:
    """Parse attributes behind links, images and code, and spans."""
    parser.inline.ruler.push("attributes", _attributes)
    parser.inline.ruler.before("link", "span", _span)


def _attributes(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type == "code_inline" and (raw := RAW.match(state.src, state.pos, state.posMax)):
        last.type = "html_inline"
        last.content = last.content if raw["format"] in {"html", "html5"} else ""
        state.pos = raw.end()
        return True
    target = _target(state.tokens)
    match = ATTRIBUTES.match(state.src, state.pos, state.posMax) if target else None
    found = attributes_in(match["inside"]) if match else {}
    if not target or not match or not (found or not match["inside"].strip()):
        return False
    target.attrs.update(html_attributes(found))
    state.pos = match.end()
    return True


def _target(tokens: list[Token]) -> Token | None:
    """Return the token that attributes behind the last one belong to."""
    last = tokens[-1]
    if last.type in {"image", "code_inline"}:
        return last
    if last.type != "link_close":
        return None
    return next(token for token in reversed(tokens) if token.type == "link_open")


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.src.find("]{", state.pos, state.posMax) < 0:
        return False
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start)
    match = ATTRIBUTES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    found = attributes_in(match["inside"]) if match else {}
    if not match or not found:
        return False
    if not silent:
        inside(state, start + 1, end, "span", html_attributes(found))
    state.pos = match.end()
    return True


def inside(state: StateInline, start: int, end: int, tag: str, found: Attributes) -> None:
    """Add an element around the text from ``start`` to ``end``."""
    limit = state.posMax
    state.push(f"{tag}_open", tag, 1).attrs = dict(found)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{tag}_close", tag, -1)
    state.posMax = limit
