"""Shortcodes and tags of other generators in a text, which are reported because Pelican prints them."""

import re

from ..characters import Places
from ..model import Fault, Position
from .headings import code_spans, is_inside, runs

LEFTOVER = re.compile(
    r"""(?P<hugo>\{\{[<%]-?\s*+/?\s*+(?P<shortcode>[\w./-]+))"""
    r"""|(?P<liquid>\{%-?\s*(?P<tag>\w+))"""
    r"""|(?<![\w}^\\])(?P<variable>\{\{\s*[A-Za-z_]\w*(?:\.\w+)+(?:\s*\|[^{}\n]*)?\s*\}\})"""
    r"""|^(?P<directive>:::\s*\{?\.?(?P<name>[\w-]+))""",
    re.M,
)
"""A variable has a dot in its name (``page.title``); ``\\frac{{a}}{{b}}`` is a formula."""
HINT = "write it in Markdown or HTML"


def leftovers(body: str, first_line: int) -> list[Fault]:
    """Return one fault for each kind of leftover outside code, at its first occurrence.

    ``first_line`` is the line of the file on which ``body`` begins.
    """
    found: dict[str, list[int]] = {}
    if not any(mark in body for mark in ("{{", "{%", ":::")):
        return []
    for is_code, start, text in runs(body):
        spans = [] if is_code else code_spans(text)
        for match in () if is_code else LEFTOVER.finditer(text):
            if not is_inside(match.start(), spans):
                found.setdefault(_called(match), []).append(start + match.start())
    places = Places(body, first_line)
    return [_fault(what, places.at(indexes[0]), len(indexes)) for what, indexes in found.items()]


def _called(match: re.Match[str]) -> str:
    if match["hugo"]:
        return f"the shortcode {match['shortcode']}"
    if match["liquid"]:
        return f"the tag {{% {match['tag']} %}}"
    return f"{match['variable']}" if match["variable"] else f"the directive :::{match['name']}"


def _fault(what: str, place: Position, count: int) -> Fault:
    times = f", {count} times" if count > 1 else ""
    message = f"{what} belongs to another generator and is printed as plain text{times}"
    return Fault("shortcode", message, *place, HINT)
