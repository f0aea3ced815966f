"""Obsidian's ``==marked text==`` and ``#tags``.

Sources: https://help.obsidian.md/syntax#Highlights and https://help.obsidian.md/tags.
"""

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

TAG = re.compile(r"#(?=[\w/-]*[^\W\d])[\w/-]{1,200}(?![\w/-])")
"""At least one character of a tag is not a digit: ``#1`` is a number."""
SIGN = "="


def marks(parser: MarkdownIt) -> None:
    """Parse ``==marked text==``."""
    parser.inline.ruler.before("emphasis", "mark", _signs)
    parser.inline.ruler2.after("emphasis", "mark", _mark)


def _signs(state: StateInline, silent: bool) -> bool:
    """Add each ``==`` as a text; whether it begins or ends a mark is known when the block has been read."""
    if silent or not state.src.startswith(SIGN * 2, state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    state.push("text", "", 0).content = SIGN * scanned.length
    state.pos += scanned.length
    if scanned.length == 2:
        last = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(SIGN), 0, last, -1, scanned.can_open, scanned.can_close))
    return True


def _mark(state: StateInline) -> None:
    found = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in (state.delimiters, *found):
        for opening in delimiters:
            if opening.marker == ord(SIGN) and opening.end >= 0:
                _become(state.tokens[opening.token], "mark_open", 1)
                _become(state.tokens[delimiters[opening.end].token], "mark_close", -1)


def _become(token: Token, kind: str, nesting: Literal[-1, 1]) -> None:
    token.type, token.tag, token.nesting, token.content = kind, "mark", nesting, ""


def tags(parser: MarkdownIt) -> None:
    """Parse ``#tag``: text with the class ``tag``."""
    parser.inline.add_terminator_char("#")
    parser.inline.ruler.push("tag", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    match = TAG.match(state.src, state.pos, state.posMax) if before.isspace() else None
    if not match:
        return False
    if not silent:
        state.push("tag_open", "span", 1).attrs = {"class": "tag"}
        state.push("text", "", 0).content = match[0]
        state.push("tag_close", "span", -1)
    state.pos = match.end()
    return True
