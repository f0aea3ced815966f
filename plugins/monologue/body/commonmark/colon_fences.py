"""Boxes between lines of colons: ``::: {.note}`` … ``:::``, as pandoc and remark-directive read them.

The lines are matched after the blocks have been parsed, so that any depth costs the same. A box ends at the
latest where the list item or quote ends in which it begins.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .context import Context, context_of
from .parser import MAX_NESTING

FENCE = re.compile(r"(?P<colons>:{3,})[ \t]*(?P<words>[^\n]*)")
OPENED = "colon fences opened"
"""The key of a parser's ``env`` that is set once a text has opened a box."""


@dataclass(slots=True)
class Box:
    """The tokens around what stands between two lines of colons."""

    opening: list[Token]
    closing: list[Token]
    used: int = 0
    """How many of the tokens behind the opening line are part of ``opening``: a heading that is the title."""


Make = Callable[[str, int, Sequence[Token], Context], Box | None]
"""Returns the box for the words behind the colons, their line, and the three tokens that follow; None for
one that is not known, whose lines are shown as they are written."""


@dataclass(slots=True)
class _Open:
    size: int
    line: int
    closing: list[Token] | None
    markup: str


@dataclass(slots=True)
class _Matching:
    """The state of the search for pairs."""

    context: Context
    by_size: bool
    made: list[Token] = field(default_factory=list)
    scopes: list[list[_Open]] = field(default_factory=lambda: [[]])
    """The open boxes of each list item, quote and so on, the outermost first."""
    depth: int = 0
    too_deep: bool = False


def colon_fences(
    parser: MarkdownIt, accepts: Callable[[str], object], make: Make, *, by_size: bool, interrupts: bool
) -> None:
    """Parse boxes.

    Args:
        parser: The parser to extend.
        accepts: Whether the words behind the colons can open a box.
        make: Returns the box.
        by_size: Whether a line closes the nearest box with as many colons; else it closes the innermost one.
        interrupts: Whether a box can begin right below a line of text.
    """

    def rule(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        match = None if state.is_code_block(line) else FENCE.fullmatch(line_of(state, line))
        if not match:
            return False
        words = match["words"].rstrip(" \t")
        if words and not (accepts(words) and (interrupts or not silent)):
            return False
        if not words and OPENED not in state.env:
            return False
        if not silent:
            _push(state, line, words, match)
        return True

    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "colon_fence", rule, {"alt": alternatives})
    parser.core.ruler.after("block", "colon_fences", lambda state: _match(state, make, by_size))


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, line: int, words: str, match: re.Match[str]) -> None:
    token = state.push("colon_open" if words else "colon_close", "", 0)
    token.map, token.block, token.info, token.markup = [line, line + 1], True, words, match[0]
    token.meta["size"] = len(match["colons"])
    if words:
        state.env[OPENED] = True
    state.line = line + 1


def _match(state: StateCore, make: Make, by_size: bool) -> None:
    if OPENED not in state.env:
        return
    matching = _Matching(context_of(state.env), by_size)
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        index += 1
        if token.type == "colon_open":
            index += _open(matching, token, state.tokens[index : index + 3], make)
        elif token.type == "colon_close":
            _close(matching, token)
        else:
            if token.nesting == 1:
                matching.scopes.append([])
            elif token.nesting == -1:
                _close_scope(matching)
            matching.made.append(token)
    _close_scope(matching)
    state.tokens = matching.made


def _open(matching: _Matching, token: Token, following: Sequence[Token], make: Make) -> int:
    line = token.map[0] if token.map else 0
    box = make(token.info, line, following, matching.context)
    matching.depth += 1
    if box is None:
        matching.made += as_written(token)
    elif matching.depth > MAX_NESTING:
        box = Box([], [])
        if not matching.too_deep:
            matching.context.report(
                "nesting-too-deep",
                f"boxes are nested more than {MAX_NESTING} levels deep; deeper ones are not shown as boxes",
                line,
                hint="write it with fewer levels",
            )
        matching.too_deep = True
    else:
        matching.made += box.opening
    matching.scopes[-1].append(_Open(token.meta["size"], line, box.closing if box else None, token.markup))
    return box.used if box else 0


def _close(matching: _Matching, token: Token) -> None:
    """Close the box that a line of colons means, and those inside it that are still open."""
    scope, size = matching.scopes[-1], token.meta["size"]
    index = len(scope) - 1
    if matching.by_size:
        index = _nearest(scope, size)
    if index < 0:
        matching.made += as_written(token)
        return
    _close_inner(matching, scope, index + 1)
    found = scope.pop()
    matching.depth -= 1
    matching.made += as_written(token) if found.closing is None else found.closing


def _nearest(scope: list[_Open], size: int) -> int:
    """Return the index of the innermost box with this number of colons, or else with fewer; else -1."""
    last = len(scope) - 1
    near = range(last, max(-1, last - MAX_NESTING), -1)
    same = next((index for index in near if scope[index].size == size), -1)
    return same if same >= 0 else next((index for index in near if scope[index].size < size), -1)


def _close_inner(matching: _Matching, scope: list[_Open], index: int) -> None:
    for one in reversed(scope[index:]):
        matching.depth -= 1
        if one.closing is not None:
            matching.made += one.closing
            message = f"{one.markup} opens a box that no line of colons closes"
            matching.context.report("unclosed-box", message, one.line, hint="add a line :::")
    del scope[index:]


def _close_scope(matching: _Matching) -> None:
    _close_inner(matching, matching.scopes.pop(), 0)


def as_written(token: Token) -> list[Token]:
    """Return the paragraph that shows a line of colons as it is written."""
    content: dict[str, Any] = {"content": token.markup, "children": [], "map": token.map, "block": True}
    return [
        Token("paragraph_open", "p", 1, map=token.map, block=True),
        Token("inline", "", 0, **content),
        Token("paragraph_close", "p", -1, block=True),
    ]
