# ruff: noqa: RUF001, RUF002
"""Typographic quotes, dashes and ellipses: ``"a" -- b...`` becomes ``“a” – b…``.

The rules for quotes are those of ``smartquotes`` in https://github.com/markdown-it/markdown-it. What has no
partner is an apostrophe (``'tis``, ``the '90s``), or stays a sign for feet and inches (``6'2"``). Code,
formulas, HTML, URLs and escaped characters keep what is written. Each generator has its own dashes:
https://gohugo.io/configuration/markup/#typographer, https://kramdown.gettalong.org/syntax.html#typographic-symbols,
https://pandoc.org/MANUAL.html#extension-smart, https://github.com/silvenon/remark-smartypants (Astro).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .context import Context, context_of
from .headings import PLAIN, text_of
from .parser import Extension

FIELD = "smartypants"
"""The field of the front matter that turns this off for one file: ``smartypants: false``."""
RULE = "typography"
"""The name of the parser's rule."""
SIGNS = re.compile(r"--|\.\.\.|<<|>>")
QUOTE = re.compile(r"[\"']")
YEAR = re.compile(r"\d\d(?:s\b|(?![\w']))")
APOSTROPHE = "’"
ENGLISH = ("“", "”", "‘", "’")
QUOTES = {
    "cs": ("„", "“", "‚", "‘"),
    "da": ("»", "«", "›", "‹"),
    "de": ("„", "“", "‚", "‘"),
    "es": ("«", "»", "“", "”"),
    "fi": ("”", "”", "’", "’"),
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "pl": ("„", "”", "‚", "’"),
    "ru": ("«", "»", "„", "“"),
    "sv": ("”", "”", "’", "’"),
}
"""The quotation marks by language: double ones, then single ones. The language is the field ``lang``."""


def dashes_of_pandoc(text: str) -> str:
    """Return a text with dashes: ``--`` is an en dash, ``---`` an em dash."""
    return text.replace("---", "—").replace("--", "–")


def dashes_and_angles(text: str) -> str:
    """Return a text with dashes as pandoc makes them, and ``<<`` and ``>>`` as guillemets."""
    return dashes_of_pandoc(text).replace("<<", "«").replace(">>", "»")


def dashes_of_astro(text: str) -> str:
    """Return a text with dashes: ``--`` is an em dash, and ``---`` stays."""
    return re.sub(r"(?<!-)--(?!-)", "—", text)


def typography(dashes: Callable[[str], str], parser: MarkdownIt) -> None:
    """Use typographic characters; ``dashes`` makes those of the dialect."""
    parser.core.ruler.before("text_join", RULE, partial(_typography, dashes))


pandoc: Extension = partial(typography, dashes_of_pandoc)
goldmark: Extension = partial(typography, dashes_and_angles)
kramdown = goldmark
smartypants: Extension = partial(typography, dashes_of_astro)


def _typography(dashes: Callable[[str], str], state: StateCore) -> None:
    context = context_of(state.env)
    if context.text.fields.get(FIELD) is False:
        return
    quotes = quotes_of(context)
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        if state.tokens[index - 1].type == "heading_open":
            token.meta[PLAIN] = text_of(token.children)
        _edit(token.children, dashes, quotes)


def quotes_of(context: Context) -> Sequence[str]:
    """Return the quotation marks of a text's language."""
    return QUOTES.get(str(context.text.fields.get("lang", "")).lower()[:2], ENGLISH)


def _edit(children: Sequence[Token], dashes: Callable[[str], str], quotes: Sequence[str]) -> None:
    for index, child in enumerate(children):
        if child.type == "text" and SIGNS.search(child.content) and not _is_url(children, index):
            child.content = dashes(child.content).replace("...", "…")
        elif child.type == "image" and child.children:
            _edit(child.children, dashes, quotes)
    if any(child.type == "text" and QUOTE.search(child.content) for child in children):
        _Quotes(children, quotes).replace()


def _is_url(children: Sequence[Token], index: int) -> bool:
    """Return whether a token is the text of a bare URL."""
    before = children[index - 1] if index else None
    return before is not None and before.type == "link_open" and before.info == "auto"


@dataclass(slots=True)
class _Quotes:
    """The search for pairs of quotes in one paragraph."""

    children: Sequence[Token]
    marks: Sequence[str]
    found: dict[tuple[int, int], str] = field(default_factory=dict)
    """What each quote becomes, by the index of its token and its index in the text of this token."""
    levels: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]] = field(default_factory=list)
    """The open double and single quotes, for each level of emphasis and links."""

    def replace(self) -> None:
        """Replace the quotes."""
        befores = _neighbours(self.children, -1)
        afters = _neighbours(self.children[::-1], 0)[::-1]
        for index, child in enumerate(self.children):
            del self.levels[child.level + 1 :]
            if child.type == "text" and not _is_url(self.children, index):
                self._read(index, befores[index] + child.content + afters[index])
        pieces = {index: list(self.children[index].content) for index in {index for index, _ in self.found}}
        for (index, at), mark in self.found.items():
            pieces[index][at] = mark
        for index, characters in pieces.items():
            self.children[index].content = "".join(characters)

    def _read(self, index: int, text: str) -> None:
        """Decide for each quote of a text, which has one more character on each side."""
        level = self.children[index].level
        self.levels += [([], []) for _ in range(level + 1 - len(self.levels))]
        for match in QUOTE.finditer(text, 1, len(text) - 1):
            at = match.start()
            before, after, single = text[at - 1], text[at + 1], match[0] == "'"
            opens, closes = _edges(before, after)
            if single and opens and YEAR.match(text, at + 1):
                self.found[index, at - 1] = APOSTROPHE
            elif closes and self._close(self.levels[level], single, (index, at - 1)):
                continue
            elif opens:
                self.levels[level][single].append((index, at - 1))
                if single or not closes:
                    self.found[index, at - 1] = APOSTROPHE if single else self.marks[0]
            elif single and before != "'" and (after.isalpha() or not before.isdigit()):
                self.found[index, at - 1] = APOSTROPHE

    def _close(
        self,
        opened: tuple[list[tuple[int, int]], list[tuple[int, int]]],
        single: bool,
        place: tuple[int, int],
    ) -> bool:
        """Close the nearest open quote of the same kind, if there is one; others inside stay alone."""
        if not opened[single]:
            return False
        start = opened[single].pop()
        other = opened[not single]
        while other and other[-1] > start:
            other.pop()
        self.found[start], self.found[place] = self.marks[2 * single : 2 * single + 2]
        return True


def _neighbours(children: Sequence[Token], end: int) -> list[str]:
    """Return the character before each token, a space at the start of a line; ``end`` is its index."""
    made = []
    last = " "
    for child in children:
        made.append(last)
        if child.type in {"softbreak", "hardbreak"}:
            last = " "
        elif child.content:
            last = child.content[end]
    return made


def _edges(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a quote between two characters can open, and whether it can close."""
    if before.isdigit() and after == '"':
        return False, False  # inches
    sign_before, sign_after = (not (one.isalnum() or one.isspace()) for one in (before, after))
    opens = not after.isspace() and (not sign_after or before.isspace() or sign_before)
    closes = not before.isspace() and (not sign_before or after.isspace() or sign_after)
    return (sign_before, sign_after) if opens and closes else (opens, closes)
