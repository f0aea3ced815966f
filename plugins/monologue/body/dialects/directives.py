"""Callouts between colons, of Docusaurus, Starlight and other users of remark-directive: ``:::note[Title]``.

Sources: https://docusaurus.io/docs/markdown-features/admonitions,
https://starlight.astro.build/guides/authoring-content/#asides, https://github.com/remarkjs/remark-directive.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..commonmark.admonitions import admonition_tokens
from ..commonmark.colon_fences import Box, colon_fences
from ..commonmark.context import Context
from ..commonmark.headings import attributes_in

WORDS = re.compile(
    r"(?P<name>[A-Za-z][\w-]*)(?:[ \t]*\[(?P<label>[^\n]*)\])?(?:[ \t]*\{(?P<attributes>[^{}\n]*)\})?"
    r"(?:(?:(?<=[\]}])|[ \t])[ \t]*(?P<title>[^\s\[{:][^\n{}]*))?"
)
CALLOUTS = frozenset("note tip info important warning caution danger success question".split())
FOLDED = frozenset({"details"})


def directives(parser: MarkdownIt) -> None:
    """Parse ``:::note[Title]``, ``:::note Title`` and ``:::details Title``; other names are reported."""
    colon_fences(parser, WORDS.fullmatch, _box, by_size=True, interrupts=True)


def _box(words: str, line: int, following: Sequence[Token], context: Context) -> Box | None:
    match = WORDS.fullmatch(words)
    name = match["name"].lower() if match else ""
    if not match or name not in CALLOUTS | FOLDED:
        context.leftover("leftover-directive", f"the directive :::{name}", line)
        return None
    attributes = attributes_in(match["attributes"] or "")
    title = match["label"] or match["title"] or attributes.get("title")
    fold = "-" if name in FOLDED else ""
    opening, closing = admonition_tokens(name, None if title is None else str(title), fold, [line, line + 1])
    if "id" in attributes:
        opening[0].attrs["id"] = attributes["id"]
    return Box(opening, closing)
