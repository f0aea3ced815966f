"""Change a text before it is parsed, and keep track of where everything was.

Another generator replaces its tags and shortcodes before or around Markdown. Here each becomes other
Markdown, or a placeholder of three characters that stands for HTML until the text has been parsed.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...core.positions import line_starts
from .context import Context, context_of

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters around the number of a placeholder."""
PLACEHOLDER = re.compile(f"{OPEN}(?P<number>[0-9]{{1,9}}){CLOSE}")
ONLY = re.compile(f"\\s*+(?:{OPEN}[0-9]+{CLOSE}\\s*+)+")
BLOCK = re.compile(
    r"</?(?!(?:a|abbr|b|code|del|em|i|img|kbd|mark|s|small|span|strong|sub|sup|u|time)\b)[a-z]", re.I
)
"""The start of HTML that may not be in a paragraph."""


SOURCE = "source"
"""The key of a token's ``meta`` for its content before placeholders were replaced."""


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
    """The offsets in this text where a piece begins that was moved by another distance than the last one."""
    origins: list[int] = field(default_factory=lambda: [0])
    """The offset of each piece in the text before."""

    def origin(self, offset: int) -> int:
        """Return the offset in the text before the edits."""
        piece = bisect_right(self.starts, offset) - 1
        found = self.origins[piece] + offset - self.starts[piece]
        return min(found, *self.origins[piece + 1 : piece + 2], found)  # new text can be longer than the old


_line_starts = lru_cache(maxsize=16)(line_starts)


def place_before(steps: Sequence[Prepared], line: int, column: int) -> tuple[int, int]:
    """Return where a line and column of the last step were in the text before the first; all from 0."""
    starts = _line_starts(steps[-1].text)
    offset = starts[min(line, len(starts) - 1)] + max(column, 0)
    for step in reversed(steps):
        offset = step.origin(offset)
    starts = _line_starts(steps[0].text)
    found = bisect_right(starts, offset) - 1
    return found, offset - starts[found] if column >= 0 else -1


def edited(text: str, edits: Iterable[Edit]) -> Prepared:
    """Return a text with edits applied."""
    made, pieces, at, length = Prepared(text), list[str](), 0, 0
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


def insert(context: Context, html: str, plain: str = "") -> str:
    """Return a placeholder for HTML: a paragraph that has only placeholders becomes the HTML itself.

    In code and in a URL it stands for ``plain``.
    """
    context.inserted.append((html, plain))
    return f"{OPEN}{len(context.inserted) - 1}{CLOSE}"


def placed(text: str, start: int, end: int, made: str) -> Edit:
    """Return an edit; what is alone in its lines is separated from the lines around it, to be a block."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    alone = not before.strip(" \t>") and not text[end : line_end if line_end >= 0 else None].strip()
    return Edit(start, end, f"\n{before}{made}\n{before}" if alone else made)


def as_written(context: Context, text: str) -> str:
    """Return a placeholder for text that is not understood, and is shown as it was written."""
    return insert(context, escape(text, quote=False), text)


def placeholders(parser: MarkdownIt) -> None:
    """Replace placeholders by their HTML."""
    parser.inline.add_terminator_char(OPEN)
    parser.inline.ruler.push("placeholder", _inline)
    parser.core.ruler.after("block", "placeholder_blocks", _blocks)
    parser.core.ruler.push("placeholder_text", _fill)


def _inline(state: StateInline, silent: bool) -> bool:
    match = PLACEHOLDER.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _blocks(state: StateCore) -> None:
    """Turn each paragraph that has only placeholders into a block of HTML."""
    made: list[Token] = []
    for token in state.tokens:
        made.append(token)
        is_paragraph = token.type == "paragraph_close" and len(made) > 2 and made[-3].type == "paragraph_open"
        if is_paragraph and ONLY.fullmatch(made[-2].content) and _is_block(made[-2].content, state):
            text = made[-2]
            made[-3:] = [Token("html_block", "", 0, content=f"{text.content}\n", map=text.map, block=True)]
    state.tokens = made


def _is_block(content: str, state: StateCore) -> bool:
    html = filled(content, context_of(state.env).inserted, as_html=True).strip()
    return not html or bool(BLOCK.match(html))


def _fill(state: StateCore) -> None:
    """Put what each placeholder stands for into its place."""
    inserted = context_of(state.env).inserted
    for token in state.tokens if inserted else ():
        for one in (token, *(token.children or ())):
            if OPEN in one.content and one.type != "inline":
                one.meta[SOURCE] = one.content
                one.content = filled(one.content, inserted, as_html=one.type in {"html_block", "html_inline"})
            for name, value in one.attrs.items():
                if isinstance(value, str) and OPEN in value:
                    one.attrs[name] = filled(value, inserted, as_html=False)


def filled(content: str, inserted: Sequence[tuple[str, str]], *, as_html: bool) -> str:
    """Return a text with its placeholders replaced; one that the author wrote is kept."""

    def of(match: re.Match[str]) -> str:
        number = int(match["number"])
        return inserted[number][not as_html] if number < len(inserted) else match[0]

    while (after := PLACEHOLDER.sub(of, content)) != content:  # HTML may contain other placeholders
        content = after
    return content
