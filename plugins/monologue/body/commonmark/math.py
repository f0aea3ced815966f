r"""Formulas, which are protected from Markdown: ``$a*b*c$`` has no emphasis. What draws them comes later.

They become ``<span class="math inline">\(…\)</span>`` and ``<span class="math display">\[…\]</span>``, as
pandoc writes them. Sources: https://pandoc.org/MANUAL.html#math,
https://docs.mathjax.org/en/latest/input/tex/delimiters.html.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin

PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}[ ,.;:]+(?:[A-Za-z]{2,}|\d)")
"""Two words: in a formula they stand in ``\\text{…}``."""
TEX = re.compile(r"[\\^_=<>+*/|-]|\A\w\Z")
BRACKETS = {"(": (r"\)", "math_inline"), "[": (r"\]", "math_display")}


def math(parser: MarkdownIt) -> None:
    r"""Parse ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` and ``\begin{align}…\end{align}``."""
    parser.use(amsmath_plugin)
    parser.inline.ruler.before("escape", "math_dollar", _dollar)
    parser.inline.ruler.before("escape", "math_bracket", _bracket)
    parser.block.ruler.before(
        "fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    for name, render in (
        ("math_inline", _inline_html),
        ("math_display", _display_html),
        ("math_block", _block_html),
        ("amsmath", _block_html),
    ):
        parser.add_render_rule(name, render)


def _dollar(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    mark = "$$" if src.startswith("$$", start) else "$"
    end = _closing(state, mark, start + len(mark))
    content = src[start + len(mark) : end]
    if end < 0 or not content.strip():
        return False
    if mark == "$" and not _is_formula(content, src[start - 1 : start], src[end + 1 : end + 2]):
        return False
    return _push(state, "math_inline" if mark == "$" else "math_display", content, end + len(mark), silent)


def _is_formula(content: str, before: str, after: str) -> bool:
    """Return whether text between dollar signs is a formula, not two amounts of money."""
    if content[0].isspace() or content[-1].isspace() or after.isdigit() or before.isalnum():
        return False
    return not (PROSE.search(re.sub(r"\\\w+\s*\{[^{}]*\}", "", content)))


def _bracket(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src[start] != "\\" or src[start + 1 : start + 2] not in BRACKETS or src[start - 1 : start] == "\\":
        return False
    closing, kind = BRACKETS[src[start + 1]]
    end = _closing(state, closing, start + 2)
    content = src[start + 2 : end]
    if (
        end < 0
        or not TEX.search(content.strip())
        or not _is_formula(f"{content.strip()} "[:-1] or " ", "", "")
    ):
        return False
    return _push(state, kind, content, end + 2, silent)


def _closing(state: StateInline, mark: str, start: int) -> int:
    """Return the index of the next ``mark`` that is not escaped; -1 is remembered, to stay linear."""
    unclosed = state.env.setdefault("unclosed math", set())
    if (mark, state.src) in unclosed:
        return -1
    end = state.src.find(mark, start, state.posMax)
    while mark[0] == "$" and end > 0 and state.src[end - 1] == "\\":
        end = state.src.find(mark, end + 1, state.posMax)
    if end < 0:
        unclosed.add((mark, state.src))
    return end


def _push(state: StateInline, kind: str, content: str, end: int, silent: bool) -> bool:
    if not silent:
        state.push(kind, "", 0).content = content
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    opening = next((one for one in ("$$", r"\[") if state.src.startswith(one, first)), "")
    if not opening or state.is_code_block(start):
        return False
    closing = "$$" if opening == "$$" else r"\]"
    for line in range(start, end):
        at = state.bMarks[line] + state.tShift[line]
        text = state.src[at : state.eMarks[line]].rstrip()
        if line > start and state.sCount[line] < state.blkIndent and text:
            return False
        if text.endswith(closing) and (line > start or len(text) >= len(opening + closing)):
            return silent or _push_block(state, start, line, (opening, closing))
        if line > start and closing in text:
            return False  # more text follows: the inline rule reads it
    return False


def _push_block(state: StateBlock, start: int, last: int, marks: tuple[str, str]) -> bool:
    token = state.push("math_block", "", 0)
    text = state.getLines(start, last + 1, state.blkIndent, False).strip()
    token.content = text.removeprefix(marks[0]).removesuffix(marks[1])
    if marks[0] in token.content:  # two formulas in a line
        state.tokens.pop()
        return False
    token.map, token.block, state.line = [start, last + 1], True, last + 1
    return True


def _inline_html(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return rf'<span class="math inline">\({escape(tokens[index].content.strip(), quote=False)}\)</span>'


def _display_html(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return display_math(tokens[index].content)


def _block_html(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f"<p>{display_math(tokens[index].content)}</p>\n"


def display_math(tex: str) -> str:
    """Return a formula of its own line as HTML."""
    return rf'<span class="math display">\[{escape(tex.strip(), quote=False)}\]</span>'
