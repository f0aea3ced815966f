"""Items that pandoc numbers: ``#. text``, and examples ``(@label) text`` that a text can refer to.

Source: https://pandoc.org/MANUAL.html#ordered-lists and …#extension-example_lists.
"""

import re
from collections.abc import Iterator

from ..commonmark.context import Context
from ..commonmark.prepare import Edit
from ..markdown_text import code_of, span_at

ITEM = re.compile(r"^(?P<indent>[ \t]*)(?:(?P<next>#\.)|\(@(?P<label>[\w-]*)\))(?=[ \t]+\S)", re.MULTILINE)
REFERENCE = re.compile(r"\(@(?P<label>[\w-]+)\)")


def numbered_items(text: str, context: Context) -> Iterator[Edit]:
    """Write numbers for ``#.`` and for examples, which are counted through the whole text."""
    if "#." not in text and "(@" not in text:
        return
    code = code_of(text)
    items = [match for match in ITEM.finditer(text) if not span_at(match.start(), code)]
    examples = [match for match in items if not match["next"]]
    number_of = {match.start(): number for number, match in enumerate(examples, 1)}
    labels = {match["label"]: number_of[match.start()] for match in reversed(examples) if match["label"]}
    found = {
        match.end("indent"): (match.end(), "1." if match["next"] else f"{number_of[match.start()]})")
        for match in items
    }
    for match in REFERENCE.finditer(text):
        if match.start() not in found and match["label"] in labels and not span_at(match.start(), code):
            found[match.start()] = (match.end(), f"({labels[match['label']]})")
    for start, (end, written) in sorted(found.items()):
        yield Edit(start, end, written)
