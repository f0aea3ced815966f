"""GitHub Flavored Markdown: tables, task lists, strikethrough, bare URLs, footnotes.

Sources: https://github.github.com/gfm/ and, for footnotes, https://docs.github.com/en/get-started/
writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

SCHEMES = ("http", "https", "mailto", "xmpp")
LABEL = re.compile(r"\[\^[^\]\s]{1,200}\]")
LISTS = frozenset({"bullet_list", "ordered_list"})


def tables(parser: MarkdownIt) -> None:
    """Parse ``| a | b |`` above a line of dashes as a table."""
    parser.enable("table")


def strikethrough(parser: MarkdownIt) -> None:
    """Parse ``~~gone~~``."""
    parser.enable("strikethrough")


def single_tildes(parser: MarkdownIt) -> None:
    """Parse ``~gone~``, too; three tildes mean nothing."""
    parser.options["strikethrough_single_tilde"] = True


def bare_urls(parser: MarkdownIt) -> None:
    """Parse ``https://example.org``, ``www.example.org`` and ``a@example.org`` in a text as links."""
    parser.use(gfm_autolink_plugin)
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    by_scheme = rules["gfm_autolink_protocol"]

    def protocol(state: StateInline, silent: bool) -> bool:
        # The plugin searches all pending text at each colon, which takes quadratic time.
        return state.pending[-6:].endswith(SCHEMES) and bool(by_scheme(state, silent))

    parser.inline.ruler.at("gfm_autolink_protocol", protocol)


def task_lists(parser: MarkdownIt) -> None:
    """Parse ``- [x] done``."""
    parser.options["tasklists"] = True
    parser.core.ruler.push("task_lists", _add_boxes)


def _add_boxes(state: StateCore) -> None:
    lists: list[Token] = []
    for index, token in enumerate(state.tokens):
        kind, _, edge = token.type.rpartition("_")
        if kind in LISTS:
            lists.append(token) if edge == "open" else lists.pop()
        elif token.type == "list_item_open" and "checked" in token.meta:
            lists[-1].attrs["class"], token.attrs["class"] = "task-list", "task-list-item"
            box = f'<input type="checkbox" disabled{" checked" if token.meta["checked"] else ""}/> '
            following = state.tokens[index + 1]
            is_loose = following.type == "paragraph_open" and not following.hidden
            (following if is_loose else token).meta["box"] = box


def footnotes(parser: MarkdownIt) -> None:
    """Parse ``[^1]``, and its definition ``[^1]: text``; the definitions become a list at the end."""
    _footnotes(parser, inline=False)


def inline_footnotes(parser: MarkdownIt) -> None:
    """Parse footnotes, and ``^[notes in the text]``."""
    _footnotes(parser, inline=True)


def _footnotes(parser: MarkdownIt, *, inline: bool) -> None:
    own = dict(parser.renderer.rules)  # type: ignore[attr-defined]
    parser.use(footnote_plugin, inline=inline)
    parser.renderer.rules.update(own)  # type: ignore[attr-defined]
    reference = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}["footnote_ref"]

    def short(state: StateInline, silent: bool) -> bool:
        # The plugin searches the end of a label up to the end of the text, which takes quadratic time.
        return bool(LABEL.match(state.src, state.pos)) and bool(reference(state, silent))

    parser.inline.ruler.at("footnote_ref", short)
