"""``[TOC]``: a table of contents where the author wants it, with the HTML of Python-Markdown's ``toc``."""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .headings import text_of

MARKS = frozenset({"[toc]", "[[toc]]", "[[_toc_]]"})


def contents(parser: MarkdownIt) -> None:
    """Parse ``[TOC]`` in a paragraph of its own; needs the ids of ``headings.heading_ids``."""
    parser.core.ruler.push("contents", _contents)


def _contents(state: StateCore) -> None:
    made: list[Token] = []
    for token in state.tokens:
        made.append(token)
        if token.type == "paragraph_close" and made[-2].content.strip().lower() in MARKS:
            html = f'<div class="toc">\n{list_of(state.tokens)}</div>\n'
            made[-3:] = [Token("html_block", "", 0, content=html, map=made[-2].map, block=True)]
    state.tokens = made


def list_of(tokens: Sequence[Token]) -> str:
    """Return a nested list of links to the headings as HTML."""
    pieces: list[str] = []
    open_levels: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or "id" not in token.attrs:
            continue
        level = int(token.tag[1])
        while len(open_levels) > 1 and level < open_levels[-1]:
            pieces.append("</li>\n</ul>\n")
            open_levels.pop()
        if not open_levels or level > open_levels[-1]:
            pieces.append("<ul>\n")
            open_levels.append(level)
        else:
            pieces.append("</li>\n")
        text = escape(text_of(tokens[index + 1].children or []), quote=False)
        pieces.append(f'<li><a href="#{escape(str(token.attrs["id"]))}">{text}</a>')
    return "".join([*pieces, *["</li>\n</ul>\n" for _ in open_levels]])
