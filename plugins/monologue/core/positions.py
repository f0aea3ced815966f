"""Where the links of a Markdown text are: columns for the tokens of markdown-it-py, which has only lines."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

InlineRule = Callable[["StateInline", bool], bool]
OPENING = frozenset({"link_open", "image", "html_inline"})
"""The tokens that have URLs."""
DESTINATION = re.compile(r"\]\(\s*<?")


class Written(NamedTuple):
    """A link of a text, or HTML that may contain links."""

    text: str
    """The URL, or the HTML."""
    is_html: bool
    places: tuple[tuple[int, int], ...]
    """The line and column of its first character; for HTML also of its other lines. From 1."""


def remember_offsets(parser: "MarkdownIt", names: list[str]) -> None:
    """Make inline rules record, in ``token.meta["at"]``, the offset of each URL in its inline content."""
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in names:
        parser.inline.ruler.at(name, _remembering(rules[name]))


def _remembering(rule: InlineRule) -> InlineRule:
    def run(state: "StateInline", silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        made = [token for token in state.tokens[before:] if token.type in OPENING and "at" not in token.meta]
        for token in made[:1]:
            token.meta["at"] = _url_offset(state, start, token)
        return True

    return run


def _url_offset(state: "StateInline", start: int, token: "Token") -> int:
    """Return the offset of the URL of a link; for a reference, that of its use."""
    if token.type == "html_inline":
        return start
    if state.src[start] == "<":
        return start + 1
    if token.info == "auto":  # a bare URL, of which the parser may have passed the beginning
        return state.pos - len(state.tokens[-2].content)
    label_end = state.md.helpers.parseLinkLabel(state, start + 1 if token.type == "image" else start)
    inline = DESTINATION.match(state.src, label_end, state.pos) if label_end >= 0 else None
    return inline.end() if inline else start


def first_line(token: "Token", lines: list[str]) -> int:
    """Return the line, from 0, in which a token's content begins.

    The parser strips every kind of white space from a paragraph, including a first line
    that contains only a no-break space.
    """
    first, end = token.map or (0, 0)
    words = token.content.partition("\n")[0].strip()
    if token.type != "inline":
        return first
    return next((number for number in range(first, min(end, len(lines))) if words in lines[number]), first)


def columns(content: str, first: int, lines: list[str], passed: dict[int, int]) -> list[int]:
    """Return the column, from 0, at which each line of a block's content begins in the source.

    Before it are quote marks, list marks and indentation; in a table, the cells that
    were ``passed``.
    """
    found = []
    for number, text in enumerate(content.split("\n"), first):
        words = text.strip()
        line = lines[number] if number < len(lines) else ""
        at = max(line.find(words, passed.get(number, 0)), 0)
        passed[number] = at + len(words)
        found.append(at - (len(text) - len(text.lstrip())))
    return found


def line_starts(text: str) -> list[int]:
    """Return the offset of each line."""
    return [0, *(match.end() for match in re.finditer("\n", text))]
