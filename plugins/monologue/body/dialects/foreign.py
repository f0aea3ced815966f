"""Syntax of other generators in a text whose dialect is unknown, or has no such syntax itself."""

import re
from collections.abc import Iterable

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, Prepare
from ..markdown_text import code_of

NOT_FOREIGN = re.compile(r"\{\{(?![<%]|\s*[A-Za-z_]\w*(?:\.\w+)+(?:\s*\|[^{}\n]*)?\s*\}\})")
"""Braces that are not a shortcode and not a variable with a dot, such as those of a formula."""
MASK = "\0"


def outside_code(prepare: Prepare) -> Prepare:
    """Return ``prepare`` for a text in which code, and braces that mean nothing, stay as they are."""

    def run(text: str, context: Context) -> Iterable[Edit]:
        return prepare(_masked(text), context) if "{{" in text or "{%" in text else ()

    run.__name__ = getattr(prepare, "__name__", "")
    return run


def _masked(text: str) -> str:
    """Return a text of the same length without braces where they mean nothing."""
    pieces, at = list[str](), 0
    for start, end in code_of(text):
        pieces += text[at:start], text[start:end].replace("{", MASK)
        at = end
    pieces.append(text[at:])
    return NOT_FOREIGN.sub(MASK * 2, "".join(pieces))
