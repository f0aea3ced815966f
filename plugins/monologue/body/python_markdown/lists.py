"""Lists that Python-Markdown parses differently from CommonMark: it nests by four spaces, others by two."""

import re

from ..commonmark.context import Context
from ..markdown_text import place, runs

ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,9}[.)]) +\S")
SHALLOW = re.compile(r"^ {1,3}(?:[-*+]|\d{1,9}[.)]) +\S", re.M)


def report_flat_lists(context: Context, tab_length: int = 4) -> None:
    """Report items that are nested by fewer spaces than ``tab_length``, once, at the first such item."""
    text = context.text.markdown
    if not SHALLOW.search(text):
        return
    outside = ((start, piece) for is_code, start, piece in runs(text) if not is_code)
    found = [at for start, piece in outside for at in _flat(piece, start, tab_length)]
    if found:
        times = f", {len(found)} times" if len(found) > 1 else ""
        message = f"a nested list item is indented too little, so it joins the outer list{times}"
        hint = f"indent it by {tab_length} spaces more than its parent"
        context.report("flat-list", message, *place(text, found[0]), hint)


def _flat(text: str, offset: int, tab_length: int) -> list[int]:
    """Return the indexes of items that are nested below another by fewer spaces than ``tab_length``."""
    found, parents = [], list[int]()
    for line in text.split("\n"):
        if match := ITEM.match(line):
            indent = len(match["indent"])
            while parents and parents[-1] >= indent:
                parents.pop()
            if parents and indent - parents[-1] < tab_length:
                found.append(offset + indent)
            parents.append(indent)
        elif line and not line.startswith(" "):
            parents.clear()  # an unindented line ends the list
        offset += len(line) + 1
    return found
