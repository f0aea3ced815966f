"""Change a text before it is parsed, and keep track of where everything was.

Another generator replaces its tags and shortcodes before or around Markdown. Here each becomes other
Markdown, or a placeholder of three characters that stands for HTML until the text has been parsed.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .context import Context, context_of

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters around the number of a placeholder."""
PLACEHOLDER = re.compile(f"{OPEN}(?P<number>[0-9]+){CLOSE}")
ONLY = re.compile(f"(?:\\s*{OPEN}[0-9]+{CLOSE}\\s*)+")


class Edit(NamedTuple):
    """Replace the text from offset ``start`` to ``end``."""

    start: int
    end: int
    text: str


Prepare = Callable[[str, Context], Iterable[Edit]]
"""Returns the edits of a text, in order and without overlaps."""


@dataclass(slots=True)
class Prepared:
    """A text after its edits."""

    text: str
    starts: list[int] = field(default_factory=lambda: [0])
    """The offsets in this text at which a piece begins that was moved by another distance than the one before."""
    origins: list[int] = field(default_factory=lambda: [0])
    """The offset of each piece in the text before."""

    def origin(self, offset: int) -> int:
        """Return the offset in the text before the edits."""
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


def edited(text: str, edits: Iterable[Edit]) -> Prepared:
    """Return a text with edits applied."""
    made, pieces, at, length = Prepared(text), [], 0, 0
    for edit in edits:
        pieces += text[at : edit.start], edit.text
        length += edit.start - at
        made.starts.append(length)
        made.origins.append(edit.start)
        length += len(edit.text)
        made.starts.append(length)
        made.origins.append(edit.end)
        at = edit.end
    made.text = "".join([*pieces, text[at:]])
    return made


def insert(context: Context, html: str) -> str:
    """Return a placeholder for HTML: in a paragraph of its own it becomes a block, in other text it is inline."""
    context.inserted.append(html)
    return f"{OPEN}{len(context.inserted) - 1}{CLOSE}"


def placeholders(parser: MarkdownIt) -> None:
    """Replace placeholders by their HTML."""
    parser.inline.add_terminator_char(OPEN)
    parser.inline.ruler.push("placeholder", _inline)
    parser.core.ruler.after("block", "placeholder_blocks", _blocks)
    parser.core.ruler.push("placeholder_text", _in_text)


def _inline(state: StateInline, silent: bool) -> bool:
    match = PLACEHOLDER.match(state.src, state.pos, state.posMax)
    inserted = context_of(state.env).inserted
    if not match or int(match["number"]) >= len(inserted):
        return False
    if not silent:
        state.push("html_inline", "", 0).content = inserted[int(match["number"])]
    state.pos = match.end()
    return True


def _blocks(state: StateCore) -> None:
    """Turn each paragraph that has only placeholders into a block of HTML."""
    made: list[Token] = []
    tokens = state.tokens
    for index, token in enumerate(tokens):
        kind = token.type
        inner = tokens[index + (kind == "paragraph_open") - (kind == "paragraph_close")]
        if inner.type == "inline" and ONLY.fullmatch(inner.content):
            if kind == "inline":
                html = Token(
                    "html_block", "", 0, content=_filled(token.content, state.env) + "\n", map=token.map
                )
                made.append(html)
            elif token.type in {"paragraph_open", "paragraph_close"}:
                continue
        else:
            made.append(token)
    state.tokens = made


def _in_text(state: StateCore) -> None:
    """Fill in placeholders where Markdown is not parsed: in code, and in raw HTML."""
    if not context_of(state.env).inserted:
        return
    for token in state.tokens:
        for one in (token, *(token.children or ())):
            if OPEN in one.content and one.type != "inline":
                one.content = _filled(one.content, state.env)


def _filled(content: str, env: Any) -> str:
    inserted = context_of(env).inserted
    return PLACEHOLDER.sub(
        lambda match: inserted[int(match["number"])] if int(match["number"]) < len(inserted) else match[0],
        content,
    )
