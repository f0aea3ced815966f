"""Obsidian's comments, ``%%…%%``: they are never published.

Source: https://help.obsidian.md/syntax#Comments. The rules belong to the parser, so that ``%%`` in code, in a
formula or in HTML is not a comment, and a backtick in a comment does not begin code.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..commonmark.context import context_of
from ..markdown_text import FENCE
from .places import note_place

MARK = "%%"
PERCENT = re.compile(r"\w%%(?!\w)")
"""``50%%``, which does not begin a comment."""
IN_HTML = re.compile(r"(?P<kept><!--.*?-->)|(?<!\w)%%.*?%%", re.S)
CODE = re.compile(r"\s*<(?:script|style|pre|textarea)\b", re.I)
ABOVE = ["paragraph", "reference", "blockquote", "list"]
"""The blocks that a comment may follow without an empty line."""
OPEN = "open comment"
"""The key of a parser's ``env`` for the content, and the index, of the last mark that is not closed."""
MESSAGE = "%% begins a comment that is never closed"
HINT = "write %% after the comment, or \\%% if it is text"


def comments(parser: MarkdownIt) -> None:
    """Remove comments, and report one that is never closed; needs ``sections``.

    They are removed before a section is cut out, which may begin in a comment.
    """
    parser.block.ruler.before("table", "comment", _block, {"alt": ABOVE})
    parser.inline.ruler.before("escape", "comment", _inline)
    parser.core.ruler.before("section", "long_comments", _long_comments)
    parser.core.ruler.after("inline", "only_comments", _without_empty)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Remove a comment that begins a line and ends in another."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(MARK, first) or state.is_code_block(start):
        return False
    if state.src.find(MARK, first + len(MARK), state.eMarks[start]) >= 0:
        return False
    if silent:  # is there an open comment in the paragraph above, which this mark closes?
        above = state.src[state.bMarks[state.line] : state.bMarks[start]]
        return MARK not in above or _open_mark(above, state.md) < 0
    last, at = _closing(state, start + 1, end)
    if last == end:
        column = first - state.src.rfind("\n", 0, first) - 1
        message = f"{MESSAGE}, so nothing below it is on the page"
        context_of(state.env).report("unclosed-comment", message, start, column, HINT)
    state.line = min(last + 1, end)
    rest = at + len(MARK)
    if last < end and state.src[rest : state.eMarks[last]].strip():
        state.line = last
        _begin_at(state, last, rest)
    return True


def _closing(state: StateBlock, first: int, end: int) -> tuple[int, int]:
    """Return the line and the index of the mark that closes a comment; ``end`` and -1 if there is none.

    A mark in fenced code closes the comment only if there is no other.
    """
    in_code, fence = (end, -1), ""
    for line in range(first, end):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        at = text.find(MARK)
        match = FENCE.match(text)
        if match and not fence:
            fence = match["fence"]
        elif match and match["fence"].startswith(fence) and not match["info"].strip():
            fence = ""
        if at >= 0 and not fence:
            return line, state.bMarks[line] + at
        if at >= 0 and in_code[0] == end:
            in_code = line, state.bMarks[line] + at
    return in_code


def _begin_at(state: StateBlock, line: int, index: int) -> None:
    """Let a line begin at an index: what is left of it is a comment."""
    text = state.src[index : state.eMarks[line]]
    state.bMarks[line] = index
    state.tShift[line] = len(text) - len(text.lstrip(" \t"))
    state.sCount[line] = state.blkIndent


def _inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith(MARK, start) or PERCENT.match(state.src, max(start - 1, 0)):
        return False
    is_open = state.env.get(OPEN, ("", -1))[0] == state.src  # so that many marks take linear time
    end = -1 if is_open else state.src.find(MARK, start + len(MARK), state.posMax)
    if end < 0:
        if not silent and not is_open:
            state.env[OPEN] = state.src, start
            note_place(state, "unclosed-comment", MESSAGE, HINT)
        return False
    state.pos = end + len(MARK)
    return True


def _open_mark(content: str, parser: MarkdownIt) -> int:
    """Return the index of a mark in inline content that is not closed in it; -1 if there is none."""
    env: dict[str, tuple[str, int]] = {}
    parser.inline.parse(content, parser, env, [])
    return env.get(OPEN, ("", -1))[1]


def _long_comments(state: StateCore) -> None:
    """Remove comments that begin in one paragraph and end in another."""
    tokens = state.tokens
    marked = [index for index, token in enumerate(tokens) if token.type == "inline" and MARK in token.content]
    removed: set[int] = set()
    for first, last in pairwise(marked):
        start = _open_mark(tokens[first].content, state.md)
        if start < 0:
            continue
        tokens[first].content = tokens[first].content[:start].rstrip()
        tokens[last].content = tokens[last].content.partition(MARK)[2].lstrip()
        removed |= _between(tokens, first, last)
    if removed:
        state.tokens = [token for index, token in enumerate(tokens) if index not in removed]


def _between(tokens: list[Token], first: int, last: int) -> set[int]:
    """Return the indexes of the tokens to remove between two blocks.

    If one block is nested deeper than the other, what is around it stays, and only its content is removed.
    """
    inside = range(first + 2, last - 1)
    levels = {tokens[first].level, tokens[last].level}
    if len(levels) == 1 and all(tokens[index].level >= max(levels) - 1 for index in inside):
        return set(inside)
    for index in inside:
        tokens[index].content = ""
    return {index for index in inside if tokens[index].nesting == 0 and tokens[index].type != "inline"}


def _without_empty(state: StateCore) -> None:
    """Remove the comments of HTML, and paragraphs that had only comments."""
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type == "html_block" and not CODE.match(token.content):
            token.content = IN_HTML.sub(lambda match: match["kept"] or "", token.content)
        if token.type == "paragraph_close" and kept[-3].type == "paragraph_open":
            children = kept[-2].children or []
            if all(child.type in {"text", "softbreak"} and not child.content.strip() for child in children):
                del kept[-3:]
    state.tokens = kept
