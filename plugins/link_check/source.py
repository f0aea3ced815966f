"""Find where a link stands in its Markdown source. No disk, no Pelican.

Python-Markdown keeps no positions, so the source is read once more by a parser
that keeps lines (CommonMark's), which is told to remember columns too. The two
differ in details; what this one does not see is then looked for as text.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from .extract import html_offsets


class Spot(NamedTuple):
    """A link of a source, and where it is; both count from 1."""

    href: str
    line: int
    column: int


Rule = Callable[[StateInline, bool], bool]


class _Markdown(MarkdownIt):
    """CommonMark and tables; links stay as they were written, and each token knows its columns."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.enable("table")
        self.disable("code")
        self.block.ruler.before("table", "indented", _indented)
        self.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        for name, rule in {
            "link": link,
            "image": image,
            "autolink": autolink,
            "html_inline": html_inline,
        }.items():
            self.inline.ruler.at(name, _remembering(rule))

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over indented code, but not over what is indented since it belongs to the line above it."""
    indent = state.sCount[start]
    if indent - state.blkIndent < 4:
        return False
    for line in range(start - 1, max(start - FAR, -1), -1):
        if state.sCount[line] < indent and not state.isEmpty(line):
            opens = _CONTAINER.match(state.src, state.bMarks[line] + state.tShift[line])
            if opens and indent - state.sCount[line] < 8:
                return False
            break
    while start < end and (state.isEmpty(start) or state.sCount[start] >= indent):
        start += 1
    state.line = start
    return True


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a block as HTML, but not where its tag says that Markdown stands in it (md_in_html)."""
    tag = state.src[state.bMarks[start] : state.eMarks[start]]
    return not _MARKDOWN_INSIDE.search(tag) and html_block(state, start, end, silent)


def _remembering(rule: Rule) -> Rule:
    """Return the rule that also notes, in the token it makes, where its address begins."""

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        made = [token for token in state.tokens[before:] if token.type in OPENING and "at" not in token.meta]
        for token in made[:1]:
            token.meta["at"] = _address_in(state, start, token.type)
        return True

    return run


FAR = 200
"""Lines; what opened an indented block is not looked for farther back, so that no long one takes long."""
OPENING = frozenset({"link_open", "image", "html_inline"})


def _address_in(state: StateInline, start: int, kind: str) -> int:
    """Return where the address of a link begins; a reference is pointed at where it is used."""
    if kind == "html_inline":
        return start
    if state.src[start] == "<":
        return start + 1
    label_end = state.md.helpers.parseLinkLabel(state, start + 1 if kind == "image" else start)
    inline = _DESTINATION.match(state.src, label_end, state.pos)
    return inline.end() if inline else start


def source_links(text: str) -> list[Spot]:
    """Return the links of a Markdown source, in its order. Front matter is not looked at."""
    body = _FOOTNOTE.sub(r"\1.", without_front_matter(text)).replace(r"\|", "\\¦")
    lines = body.split("\n")
    passed: dict[int, int] = {}
    spots = []
    for token in _Markdown().parse(body):
        if token.map and token.type in ("inline", "html_block"):
            columns = _columns(token, lines, passed)
            for href, offset in _links_in(token):
                line = token.content.count("\n", 0, offset)
                column = offset - (token.content.rfind("\n", 0, offset) + 1) + columns[line]
                spots.append(Spot(href, token.map[0] + line + 1, column + 1))
    return spots


def _columns(token: Token, lines: list[str], passed: dict[int, int]) -> list[int]:
    """Return the column, from 0, at which each line of a token's content begins in the source.

    What goes before it are quote marks, list marks and indentation; in a table,
    the cells that were ``passed``.
    """
    columns = []
    for number, content in enumerate(token.content.split("\n"), token.map[0] if token.map else 0):
        words = content.strip()
        line = lines[number] if number < len(lines) else ""
        at = max(line.find(words, passed.get(number, 0)), 0)
        passed[number] = at + len(words)
        columns.append(at - (len(content) - len(content.lstrip())))
    return columns


def _links_in(token: Token) -> Iterator[tuple[str, int]]:
    """Yield the address and the offset in the content of each link of a block."""
    if token.type == "html_block":
        yield from ((link.href, offset) for link, offset in html_offsets(token.content, ignored=True))
    for child in token.children or ():
        at = child.meta.get("at", 0)
        if child.type == "link_open":
            yield str(child.attrs["href"]), at
        elif child.type == "image":
            yield str(child.attrs["src"]), at
        elif child.type == "html_inline":
            yield from (
                (link.href, at + offset) for link, offset in html_offsets(child.content, ignored=True)
            )


def spots_of(text: str, href: str) -> Iterator[Spot]:
    """Yield each place where an address stands as a word of its own in any text."""
    written = {href, escape(href)} - {""}
    word = re.compile(r"(?<![\w/.:%@-])(?:" + "|".join(map(re.escape, sorted(written))) + r")(?![\w/%@-])")
    for match in word.finditer(text) if written else ():
        line_start = text.rfind("\n", 0, match.start()) + 1
        yield Spot(href, text.count("\n", 0, match.start()) + 1, match.start() - line_start + 1)


def front_matter_of(text: str) -> str:
    """Return the block that opens a source: between ``---``, ``+++`` or ``;;;``, or ``Key: value`` lines."""
    match = _FENCED.match(text) or _KEYS.match(text)
    return match[0] if match else ""


def without_front_matter(text: str) -> str:
    """Return a source with its front matter emptied, so that every line keeps its number."""
    block = front_matter_of(text)
    return "\n" * block.count("\n") + text[len(block) :]


_CONTAINER = re.compile(r"!!!|\?\?\?|\.\^|:\s|<")
"""What opens an indented block in Python-Markdown: admonition, footnote, definition, HTML."""
_FOOTNOTE = re.compile(r"^( *)\[(?=\^[^\]\n]+\]:)", re.MULTILINE)
_MARKDOWN_INSIDE = re.compile(r"<[^<>]*\smarkdown\b")
_DESTINATION = re.compile(r"\]\(\s*<?")
_FENCED = re.compile(r"\s*(---|\+\+\+|;;;)[^\n]*\n(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = re.compile(r"(?:[A-Za-z][\w -]*:(?!//)[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?=\n|\Z)")
