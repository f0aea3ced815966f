"""Tokens in, HTML out: the HTML that Python-Markdown and PyMdown write for the same thing."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .code import code_block


class Renderer(RendererHTML):
    """Each method that does not begin with ``render`` renders the tokens of its name."""

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render a code block; ``info`` is what follows the fence."""
        return str(code_block(tokens[idx].content, unescapeAll(tokens[idx].info)))

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render indented code."""
        return str(code_block(tokens[idx].content))

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the start of an item; the check box of a loose item is in its first paragraph."""
        opening = self.renderToken(tokens, idx, options, env)
        return str(opening + tokens[idx].meta.get("box", ""))

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the start of a paragraph."""
        return str(self.renderToken(tokens, idx, options, env) + tokens[idx].meta.get("box", ""))

    def s_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the start of struck text."""
        return "<del>"

    def s_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the end of struck text."""
        return "</del>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the number of a footnote in the text."""
        meta = tokens[idx].meta
        href = f'<a class="footnote-ref" href="#fn:{_name(meta)}">{meta["id"] + 1}</a>'
        return f'<sup id="{_reference(meta)}">{href}</sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the start of the footnotes at the end of the text."""
        return '<div class="footnote">\n<hr />\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the end of the footnotes."""
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the start of one footnote."""
        return f'<li id="fn:{_name(tokens[idx].meta)}">\n'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the end of one footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render the link from a footnote back to its use."""
        meta = tokens[idx].meta
        title = f"Jump back to footnote {meta['id'] + 1} in the text"
        space = "" if idx and tokens[idx - 1].type == "footnote_anchor" else "&#160;"
        return f'{space}<a class="footnote-backref" href="#{_reference(meta)}" title="{title}">&#8617;</a>'


def _name(meta: dict[str, Any]) -> str:
    """Return the label of a footnote as part of an id; an inline note has its number."""
    return escape("-".join(str(meta.get("label") or meta["id"] + 1).split()))


def _reference(meta: dict[str, Any]) -> str:
    """Return the id of a use of a footnote: Python-Markdown's, ``fnref:x`` and then ``fnref2:x``."""
    number = meta.get("subId", 0) + 1
    return f"fnref{number if number > 1 else ''}:{_name(meta)}"
