"""Report what looks like Markdown and is not: the page shows it raw, or not at all."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .context import context_of

SPACE = re.compile(r"\]\((?P<url>(?![<\s])[^()\s\"']{1,200}[ \t][^()\n\"']{0,200}\.\w{2,5}(?:#[^()\s]*)?)\)")
"""``](my pic.png)``: not a URL, because of the space."""
NOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,200})\](?!:)")


def checks(parser: MarkdownIt) -> None:
    """Report a URL with a space, and footnotes that are not defined or not used."""
    parser.core.ruler.before("inline", "unused_footnotes", _remember_lines)
    parser.core.ruler.push("checks", _check)


def _remember_lines(state: StateCore) -> None:
    lines = state.env.setdefault("footnote lines", {})
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            lines.setdefault(token.meta["label"], token.map[0] if token.map else 0)


def _check(state: StateCore) -> None:
    context = context_of(state.env)
    for token in state.tokens:
        if token.type == "inline" and ("](" in token.content or "[^" in token.content):
            _check_text(token, state)
    used = state.env.get("footnotes", {}).get("refs", {})
    for label, line in state.env["footnote lines"].items():
        if used.get(f":{label}", 0) < 0:
            message = f"the footnote [^{label}] is not used in the text, so it is not on the page"
            context.report("unused-footnote", message, line, hint=f"write [^{label}] where it belongs")


def _check_text(token: Token, state: StateCore) -> None:
    for child in token.children or ():
        text = child.content if child.type == "text" else ""
        for match in SPACE.finditer(text) if "](" in text else ():
            message = f"{match['url']} is not a URL, because it has a space, so this is not a link"
            fault = ("space-in-url", message, _line(token, match[0]))
            context_of(state.env).report(*fault, hint="write %20 for the space")
        for match in NOTE.finditer(text) if "[^" in text else ():
            fault = ("undefined-footnote", f"the footnote {match[0]} is not defined", _line(token, match[0]))
            context_of(state.env).report(*fault, hint=f"write {match[0]}: and its text")


def _line(token: Token, words: str) -> int:
    """Return the line of words in a block."""
    first = token.map[0] if token.map else 0
    return first + token.content.count("\n", 0, max(token.content.find(words), 0))
