"""Where pandoc's Markdown differs from CommonMark.

Source: https://pandoc.org/MANUAL.html#pandocs-markdown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as any_list
from markdown_it.rules_inline import StateInline

from ..commonmark.attributes import inside
from ..commonmark.colon_fences import line_of

SMALL = {"~": "sub", "^": "sup"}
SMALL_TEXT = {mark: re.compile(rf"\{mark}(?P<text>(?:[^\s\\{mark}]|\\.)+)\{mark}") for mark in SMALL}


def blocks_need_an_empty_line(parser: MarkdownIt) -> None:
    """Let headings, quotes, lines and lists begin only below an empty line, not inside a paragraph."""
    ruler = parser.block.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        if name in {"heading", "blockquote"}:
            ruler.at(name, rule, {"alt": ["blockquote"] if name == "blockquote" else []})
        elif name == "hr":
            ruler.at(name, rule, {"alt": ["blockquote", "list"]})
    ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if silent and state.parentType == "paragraph" and state.listIndent < 0:
        return False
    return any_list(state, line, end, silent)


def small_text(parser: MarkdownIt) -> None:
    """Parse ``H~2~O`` and ``x^2^``; an inline note comes first."""
    parser.inline.ruler.push("small_text", _small_text)


def _small_text(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    match = SMALL_TEXT[mark].match(state.src, state.pos, state.posMax) if mark in SMALL else None
    if not match:
        return False
    if not silent:
        inside(state, *match.span("text"), SMALL[mark], {})
    state.pos = match.end()
    return True


def line_blocks(parser: MarkdownIt) -> None:
    """Parse lines that begin with ``| `` as lines of a poem or an address."""
    parser.block.ruler.after("table", "line_block", _line_block)


def _line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.is_code_block(start) or not line_of(state, start).startswith("| "):
        return False
    lines: list[str] = []
    last = start
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        text = line_of(state, last)
        if text.startswith("|"):
            words = text[2:].lstrip(" ")
            lines.append("\u00a0" * (len(text) - 2 - len(words)) + words)
        elif state.sCount[last] > state.blkIndent:
            lines[-1] += f" {text}"
        else:
            break
        last += 1
    opening = state.push("line_block_open", "div", 1)
    opening.attrs["class"], opening.map = "line-block", [start, last]
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = "\\\n".join(lines), [], [start, last]
    state.push("line_block_close", "div", -1)
    state.line = last
    return True
