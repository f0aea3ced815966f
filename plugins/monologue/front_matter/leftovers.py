"""Shortcodes and tags of other generators in a text; Pelican prints them, so the author is told."""

import re

from .body import CODE_SPAN, runs
from .model import Fault

LEFTOVER = re.compile(
    r"""(?P<hugo>\{\{[<%]-?\s*/?\s*(?P<shortcode>[\w./-]+))"""
    r"""|(?P<liquid>\{%-?\s*(?P<tag>\w+))"""
    r"""|(?<![\w}^\\])(?P<variable>\{\{\s*[A-Za-z_]\w*(?:\.\w+)+(?:\s*\|[^{}\n]*)?\s*\}\})"""
    r"""|^(?P<directive>:::\s*\{?\.?(?P<name>[\w-]+))""",
    re.M,
)
"""A variable has a dot in its name (``page.title``); ``\\frac{{a}}{{b}}`` is a formula."""
HINT = "write it in Markdown or HTML"


def leftovers(body: str, first_line: int) -> list[Fault]:
    """Return one fault for each kind of leftover outside of code, at the first of it.

    ``first_line`` is the line of the file on which ``body`` begins.
    """
    found: dict[str, list[int]] = {}
    if not any(mark in body for mark in ("{{", "{%", ":::")):
        return []
    for is_code, start, text in runs(body):
        spans = [] if is_code else [match.span() for match in CODE_SPAN.finditer(text)]
        for match in () if is_code else LEFTOVER.finditer(text):
            if not any(begin <= match.start() < end for begin, end in spans):
                found.setdefault(_called(match), []).append(start + match.start())
    return [_fault(what, places, body, first_line) for what, places in found.items()]


def _called(match: re.Match[str]) -> str:
    if match["hugo"]:
        return f"the shortcode {match['shortcode']}"
    if match["liquid"]:
        return f"the tag {{% {match['tag']} %}}"
    return f"{match['variable']}" if match["variable"] else f"the directive :::{match['name']}"


def _fault(what: str, places: list[int], body: str, first_line: int) -> Fault:
    line = body.count("\n", 0, places[0]) + first_line
    column = places[0] - body.rfind("\n", 0, places[0])
    times = f", {len(places)} times" if len(places) > 1 else ""
    message = f"{what} is another generator's, and is printed as it stands{times}"
    return Fault("shortcode", message, line, column, HINT)
