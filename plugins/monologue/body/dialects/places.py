"""Report faults that a rule for inline content finds, at their line and column.

Such a rule knows only the offset in the content of a block. Its lines are known once all are parsed.
"""

from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from ...core.positions import columns, first_line, line_starts
from ..commonmark.context import context_of

KEY = "inline faults"
"""The key of a parser's ``env`` for the faults that wait for their position."""


def places(parser: MarkdownIt) -> None:
    """Report the faults that ``note_place`` noted."""
    parser.core.ruler.after("inline", "places", _places)


def note_place(state: StateInline, rule: str, message: str, hint: str = "") -> None:
    """Report a fault at the current position, once the block's lines are known."""
    state.env.setdefault(KEY, []).append((state.tokens, state.pos, (rule, message, hint)))


def _places(state: StateCore) -> None:
    noted = state.env.pop(KEY, [])
    if not noted:
        return
    by_block: dict[int, list[tuple[int, tuple[str, str, str]]]] = {}
    for tokens, offset, fault in noted:
        by_block.setdefault(id(tokens), []).append((offset, fault))
    lines, passed = state.src.split("\n"), dict[int, int]()
    for token in state.tokens:
        if token.type != "inline" or not token.map:
            continue
        line = first_line(token, lines)
        begins = columns(token.content, line, lines, passed)
        starts = line_starts(token.content)
        for offset, (rule, message, hint) in by_block.get(id(token.children), ()):
            number = bisect_right(starts, offset) - 1
            column = begins[number] + offset - starts[number]
            context_of(state.env).report(rule, message, line + number, column, hint)
