"""Shortcodes and tags of other generators in a text, which are reported because Pelican prints them."""

import re

from ..commonmark.context import Context
from ..markdown_text import code_of, place, span_at

LEFTOVER = re.compile(
    r"""(?P<hugo>\{\{[<%]-?\s*+/?\s*+(?P<shortcode>[\w./-]+))"""
    r"""|(?P<liquid>\{%-?\s*(?P<tag>\w+))"""
    r"""|(?<![\w}^\\])(?P<variable>\{\{\s*[A-Za-z_]\w*(?:\.\w+)+(?:\s*\|[^{}\n]*)?\s*\}\})"""
    r"""|^(?P<directive>:::\s*\{?\.?(?P<name>[\w-]+))""",
    re.M,
)
"""A variable has a dot in its name (``page.title``); ``\\frac{{a}}{{b}}`` is a formula."""


def report_leftovers(context: Context) -> None:
    """Report what belongs to another generator, outside code; it is printed as it is written."""
    text = context.text.markdown
    if not any(mark in text for mark in ("{{", "{%", ":::")):
        return
    code = code_of(text)
    for match in LEFTOVER.finditer(text):
        if not span_at(match.start(), code):
            context.leftover(*_called(match), *place(text, match.start()))


def _called(match: re.Match[str]) -> tuple[str, str]:
    """Return the rule, and what was found."""
    if match["hugo"]:
        return "leftover-shortcode", f"the shortcode {match['shortcode']}"
    if match["liquid"]:
        return "leftover-tag", f"the tag {{% {match['tag']} %}}"
    if match["variable"]:
        return "leftover-variable", f"the variable {match['variable']}"
    return "leftover-directive", f"the directive :::{match['name']}"
