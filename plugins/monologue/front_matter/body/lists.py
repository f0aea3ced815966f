"""Lists that Python-Markdown parses differently from CommonMark: it nests by four spaces, others by two."""

import re

from ..model import Fault
from .headings import runs

ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,9}[.)]) +\S")
SHALLOW = re.compile(r"^ {1,3}(?:[-*+]|\d{1,9}[.)]) +\S", re.M)


def flat_lists(body: str, first_line: int, tab_length: int = 4) -> list[Fault]:
    """Return one fault if items are nested by fewer spaces than ``tab_length``, at the first such item.

    ``first_line`` is the line of the file on which ``body`` begins.
    """
    if not SHALLOW.search(body):
        return []
    texts = [(text, start) for is_code, start, text in runs(body) if not is_code]
    found = [place for text, start in texts for place in _flat(text, start, tab_length)]
    if not found:
        return []
    times = f", {len(found)} times" if len(found) > 1 else ""
    message = f"a nested list item is indented too little, so it joins the outer list{times}"
    line = body.count("\n", 0, found[0]) + first_line
    column = found[0] - body.rfind("\n", 0, found[0])
    hint = f"indent it by {tab_length} spaces more than its parent"
    return [Fault("flat-list", message, line, column, hint)]


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
