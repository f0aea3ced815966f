"""CommonMark's parser, taught to read as Python-Markdown does and to remember columns. No Pelican."""

import re
from bisect import bisect_left
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link

Rule = Callable[[StateInline, bool], bool]


class Markdown(MarkdownIt):
    """CommonMark and tables; links stay as they were written, and each token knows its columns."""

    def __init__(self, *, bare: bool) -> None:
        super().__init__("commonmark")
        self.enable("table")
        self.disable("code")
        self.block.ruler.before("table", "indented", _indented)
        self.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        self.core.ruler.before("inline", "last_definition", _last_definition)
        for name, rule in {
            "link": link,
            "image": image,
            "autolink": autolink,
            "html_inline": html_inline,
        }.items():
            self.inline.ruler.at(name, _remembering(rule))
        if bare:
            self.inline.ruler.after("text", "bare", _bare)

    def normalizeLink(self, url: str) -> str:  # noqa: D102, N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: D102, N802
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
    """Take a block as HTML, but not where its tag says that Markdown stands in it (md_in_html).

    To Python-Markdown a comment ends with itself, not with its line.
    """
    tag = state.src[state.bMarks[start] : state.eMarks[start]]
    if _MARKDOWN_INSIDE.search(tag):
        return False
    if not tag.lstrip().startswith("<!--"):
        return html_block(state, start, end, silent)
    far = state.eMarks[min(start + FAR, end) - 1]
    close = state.src.find("-->", state.bMarks[start], far) + len("-->")
    last = bisect_left(state.eMarks, close, start, end)
    behind = state.src[close : state.eMarks[last]] if close >= len("-->") and last < end else ""
    if not behind.strip():
        return html_block(state, start, end, silent)
    if last == start:
        return False
    if not silent:
        state.bMarks[last], state.tShift[last] = close, len(behind) - len(behind.lstrip())
        state.sCount[last] = state.blkIndent
        state.line = last
    return True


def _last_definition(state: StateCore) -> None:
    """Let the last definition of a reference count, as in Python-Markdown; in CommonMark the first does."""
    for definition in state.env.get("duplicate_refs", ()):
        state.env["references"][definition["label"]] = definition


def _bare(state: StateInline, silent: bool) -> bool:
    """Take an address that stands in the text alone as a link (magiclink); the parser is at its colon."""
    scheme = _SCHEME_BEFORE.search(state.pending)
    address = _BARE.match(state.src, state.pos)
    if not (scheme and address) or state.linkLevel > 0:
        return False
    if not silent:
        href = scheme[0] + address[0]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.tokens[-1].meta["at"] = state.pos - len(scheme[0])
        state.push("link_close", "a", -1)
    state.pos = address.end()
    return True


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
"""Lines; what opened an indented block, or ends a comment, is looked for no farther, lest it take long."""
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


_CONTAINER = re.compile(r"!!!|\?\?\?|\.\^|:\s|<")
"""What opens an indented block in Python-Markdown: admonition, footnote, definition, HTML."""
_MARKDOWN_INSIDE = re.compile(r"<[^<>]*\smarkdown\b")
_DESTINATION = re.compile(r"\]\(\s*<?")
_SCHEME_BEFORE = re.compile(r"\bhttps?\Z", re.IGNORECASE)
_BARE = re.compile(r"://[^\s<>]*[^\s<>?!.,:;*_~'\")]")
