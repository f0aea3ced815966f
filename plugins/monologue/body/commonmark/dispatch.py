"""Try only those rules of a parser that can match at the next character.

markdown-it tries every rule at every special character of a line, and at each line of a paragraph all rules
that could end it. Most begin with one of a few characters, which they check first; they are listed here by
name. Any other rule is always tried, and the order stays, so the result is the same.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LIBRARIES = ("markdown_it.", "mdit_py_plugins.", f"{__package__}.")
"""The modules whose rules are meant by the names below."""
INLINE: Mapping[str, str] = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "footnote_inline": "^",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "math_dollar": "$",
    "math_bracket": "\\",
    "gfm_autolink_www": "w",
    "gfm_autolink_email": "@",
    "emoji": ":",
}
BLOCK: Mapping[str, str] = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
UNDERLINE = re.compile(r"[-=][ \t]*$", re.MULTILINE)
"""The end of a line that can make a heading of the paragraph above it."""
Rule = Callable[..., bool]


def hasten(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser, to which no rule is added any more, choose its rules by character; return it."""
    inline, block = _chains(parser.inline.ruler), _chains(parser.block.ruler)
    names: dict[Any, str] = {rule.fn: rule.name for rule in parser.inline.ruler.__rules__}
    inline[""] = [_inline(inline[""], _first_characters(inline[""], names, INLINE))]
    names |= {rule.fn: rule.name for rule in parser.block.ruler.__rules__}
    for chain, rules in block.items():
        quick = [_heading(rule) if names[rule] == "lheading" else rule for rule in rules]
        block[chain] = [_block(quick, _first_characters(rules, names, BLOCK))]
    return parser


def _chains(ruler: Any) -> dict[str, list[Rule]]:
    """Return the lists of rules that the parser uses, which can be changed."""
    ruler.getRules("")
    found: dict[str, list[Rule]] = ruler.__cache__
    return found


def _first_characters(
    rules: list[Rule], names: Mapping[Rule, str], known: Mapping[str, str]
) -> list[str | None]:
    """Return the characters with which each rule begins; None if that is not known."""
    return [known.get(names[rule]) if f"{rule.__module__}.".startswith(LIBRARIES) else None for rule in rules]


def _choice(rules: list[Rule], first: list[str | None]) -> Callable[[str], list[Rule]]:
    @cache
    def rules_at(char: str) -> list[Rule]:
        return [rule for rule, chars in zip(rules, first, strict=True) if chars is None or char in chars]

    return rules_at


def _inline(rules: list[Rule], first: list[str | None]) -> Rule:
    rules_at = _choice(rules, first)

    def run(state: StateInline, silent: bool) -> bool:
        for rule in rules_at(state.src[state.pos]):  # noqa: SIM110 - a generator costs as much as it saves
            if rule(state, silent):
                return True
        return False

    return run


def _block(rules: list[Rule], first: list[str | None]) -> Rule:
    rules_at = _choice(rules, first)

    def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in rules_at(state.src[at : at + 1]):  # noqa: SIM110 - as above
            if rule(state, line, end, silent):
                return True
        return False

    return run


def _heading(rule: Rule) -> Rule:
    """Return the rule for underlined headings, which is not tried in a text without an underline.

    It would read each paragraph to its end.
    """

    def run(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return _has_underline(state.src) and rule(state, line, end, silent)

    return run


@lru_cache(maxsize=8)
def _has_underline(text: str) -> bool:
    return bool(UNDERLINE.search(text))
