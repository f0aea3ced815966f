"""Indented boxes of Material for MkDocs: ``!!! note "Title"``, ``??? tip``, ``=== "Tab"``.

Sources: https://squidfunk.github.io/mkdocs-material/reference/admonitions/ and …/content-tabs/.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from ..commonmark.admonitions import admonition_tokens
from ..commonmark.colon_fences import line_of

ADMONITION = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<type>[\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>[^\n]*)\")?[ \t]*"
)
TAB = re.compile(r"===[!+]?[ \t]+\"(?P<title>[^\n]*)\"[ \t]*")
FOLDS = {"!!!": "", "???": "-", "???+": "+"}
INDENT = 4


def indented_boxes(parser: MarkdownIt) -> None:
    """Parse admonitions, those that can be folded, and tabs, which are shown one below the other."""
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "indented_box", _box, {"alt": alternatives})


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or line_of(state, start)[:1] not in {"!", "?", "="}:
        return False
    tokens = _tokens(line_of(state, start), [start, start + 1])
    if tokens and not silent:
        _push(state, start, end, *tokens)
    return tokens is not None


def _tokens(text: str, lines: list[int]) -> tuple[list[Token], list[Token]] | None:
    """Return the tokens that open and close the box of a line; None if it begins no box."""
    if match := ADMONITION.fullmatch(text):
        return admonition_tokens(match["type"], match["title"], FOLDS[match["mark"]], lines)
    if match := TAB.fullmatch(text):
        opening = Token("tab_open", "div", 1, block=True, attrs={"class": "tab"}, map=lines)
        title = Token("inline", "", 0, content=f"**{match['title']}**", children=[], map=lines, block=True)
        head = Token("paragraph_open", "p", 1, block=True, attrs={"class": "tab-title"})
        closing = Token("tab_close", "div", -1, block=True)
        return [opening, head, title, Token("paragraph_close", "p", -1, block=True)], [closing]
    return None


def _push(state: StateBlock, start: int, end: int, opening: list[Token], closing: list[Token]) -> None:
    """Add a box with the indented lines below its first one."""
    indent = state.blkIndent + INDENT
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    for token in opening:
        token.level = state.level
    state.tokens += opening
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last, "admonition"
    state.level += 1
    state.line = start + 1
    state.md.block.tokenize(state, start + 1, last)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = before
    state.tokens += closing
    state.line = last
