"""Callouts: a box with a title, with the HTML of Python-Markdown's extension ``admonition``."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MARKER = re.compile(
    r"\[!(?P<type>[\w -]+)(?:\|[^\]\n]*)?\](?P<fold>[-+]?)(?:[ \t]+(?P<title>[^\n]+))?[ \t]*(?:\n|\Z)"
)
ALERTS = frozenset("note tip important warning caution".split())
"""GitHub's types."""


def admonition_tokens(
    kind: str, title: str | None, fold: str, lines: list[int] | None
) -> tuple[list[Token], list[Token]]:
    """Return the tokens that open a callout, and those that close it.

    ``title`` is Markdown of one line; None for the type's own name, ``""`` for none. ``fold`` is ``"-"``
    or ``"+"`` for a callout that can be folded, and is closed or open at first; else ``""``.
    """
    outer, inner = ("details", "summary") if fold else ("div", "p")
    kind = "-".join(kind.lower().split())
    opening = Token("admonition_open", outer, 1, block=True, map=lines)
    opening.attrs["class"] = kind if fold else f"admonition {kind}"
    if fold == "+":
        opening.attrs["open"] = ""
    tokens = [opening]
    words = kind.replace("-", " ").capitalize() if title is None else title.strip()
    if words or fold:
        head = Token("admonition_title_open", inner, 1, block=True)
        if not fold:
            head.attrs["class"] = "admonition-title"
        line = lines and [lines[0], lines[0] + 1]
        text = Token("inline", "", 0, content=words or kind.capitalize(), children=[], map=line, block=True)
        tokens += [head, text, Token("admonition_title_close", inner, -1, block=True)]
    return tokens, [Token("admonition_close", outer, -1, block=True)]


def alerts(parser: MarkdownIt) -> None:
    """Parse GitHub's alerts: ``> [!NOTE]`` and the text below it."""
    parser.core.ruler.after("block", "callouts", lambda state: _callouts(state, ALERTS))


def callouts(parser: MarkdownIt) -> None:
    """Parse Obsidian's callouts, of any type, with a title and folding: ``> [!tip]- Title``."""
    parser.core.ruler.after("block", "callouts", lambda state: _callouts(state, None))


def _callouts(state: StateCore, types: frozenset[str] | None) -> None:
    made: list[Token] = []
    closings: list[list[Token] | None] = []
    tokens = iter(enumerate(state.tokens))
    for index, token in tokens:
        if token.type == "blockquote_close":
            made += closings.pop() or [token]
        elif token.type != "blockquote_open":
            made.append(token)
        elif match := _marker(state.tokens[index + 1 : index + 3], types):
            paragraph, text = state.tokens[index + 1 : index + 3]
            opening, closing = admonition_tokens(match["type"], match["title"], match["fold"], token.map)
            made += opening
            closings.append(closing)
            text.content = text.content[match.end() :]
            text.map = paragraph.map = text.map and [text.map[0] + 1, text.map[1]]
            if not text.content.strip():
                for _ in range(3):  # the empty paragraph
                    next(tokens)
        else:
            made.append(token)
            closings.append(None)
    state.tokens = made


def _marker(tokens: list[Token], types: frozenset[str] | None) -> re.Match[str] | None:
    if len(tokens) < 2 or tokens[0].type != "paragraph_open":
        return None
    match = MARKER.match(tokens[1].content)
    if (
        match
        and types is not None
        and (match["title"] or match["fold"] or match["type"].lower() not in types)
    ):
        return None
    return match
