"""Report faults that a rule for inline content finds, at their line and column.

Such a rule knows only the offset in the content of a block. Its lines are known once all are parsed.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...core.positions import columns, first_line, line_starts
from ..commonmark.context import context_of

KEY = "inline faults"
"""The key of a parser's ``env`` for the faults that wait for their position."""
LONGEST = 100
"""The characters by which a place is found that is not in the content of a block itself."""


class Noted(NamedTuple):
    """A fault, and its offset in the content of a block."""

    tokens: list[Token]
    offset: int
    words: str
    rule: str
    message: str
    hint: str


def places(parser: MarkdownIt) -> None:
    """Report the faults that ``note_place`` noted."""
    parser.core.ruler.after("inline", "places", _places)


def note_place(state: StateInline, rule: str, message: str, hint: str = "") -> None:
    """Report a fault at the current position, once the block's lines are known."""
    words = state.src[state.pos : state.pos + LONGEST].partition("\n")[0]
    noted = Noted(state.tokens, state.pos, words, rule, message, hint)
    state.env.setdefault(KEY, []).append(noted)


def _places(state: StateCore) -> None:
    by_block: dict[int, list[Noted]] = {}
    for noted in state.env.pop(KEY, []):
        by_block.setdefault(id(noted.tokens), []).append(noted)
    context = context_of(state.env)
    lines, passed = state.src.split("\n"), dict[int, int]()
    for token in state.tokens if by_block else ():
        if token.type == "inline" and token.map:
            place = _place_in(token, lines, passed)
            for one in by_block.pop(id(token.children), ()):
                context.report(one.rule, one.message, *place(one.offset), one.hint)
    for one in chain.from_iterable(by_block.values()):  # in a note ^[…], or the text of an image
        context.report(one.rule, one.message, *context.find(one.words), one.hint)


def _place_in(token: Token, lines: list[str], passed: dict[int, int]) -> Callable[[int], tuple[int, int]]:
    """Return what gives the line and column for an offset in the content of a block."""
    line, content = first_line(token, lines), token.content
    if "|" in content and content not in lines[line]:  # a cell of a table, in which it is written \|
        content = content.replace("|", "\\|")
    begins, starts = columns(content, line, lines, passed), line_starts(token.content)

    def place(offset: int) -> tuple[int, int]:
        number = bisect_right(starts, offset) - 1
        signs = token.content.count("|", 0, offset) if content != token.content else 0
        return line + number, begins[number] + offset - starts[number] + signs

    return place
