"""Emoji by name, as on GitHub: ``:tada:``.

Source: https://github.com/github/gemoji, in the copy of pymdownx.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

NAME = re.compile(r":(?P<name>[a-z0-9_+-]{2,40}):")


def emoji(parser: MarkdownIt) -> None:
    """Parse the names of emoji; a name that does not exist stays text."""
    parser.inline.ruler.push("emoji", _emoji)


def _emoji(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":":
        return False
    match = NAME.match(state.src, state.pos, state.posMax)
    character = characters().get(match["name"]) if match and not state.pending[-1:].isalnum() else None
    if not match or not character:
        return False
    if not silent:
        state.pending += character
    state.pos = match.end()
    return True


@cache
def characters() -> dict[str, str]:
    """Return the characters of each emoji by its name; read when the first name occurs."""
    from pymdownx.gemoji_db import aliases, emoji  # noqa: PLC0415 - a large table that few texts need

    found = {name.strip(":"): data.get("unicode_alt") or data.get("unicode") for name, data in emoji.items()}
    found |= {alias.strip(":"): found.get(name.strip(":")) for alias, name in aliases.items()}
    return {
        name: "".join(chr(int(code, 16)) for code in codes.split("-"))
        for name, codes in found.items()
        if codes
    }
