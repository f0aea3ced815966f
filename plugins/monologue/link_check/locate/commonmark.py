"""A CommonMark parser that parses like Python-Markdown and keeps columns. No Pelican."""

import re
from bisect import bisect_left
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from ...core.positions import remember_offsets


class Markdown(MarkdownIt):
    """CommonMark with tables; URLs stay as written, and each token has its column."""

    def __init__(self, *, bare: bool = False, raw: bool = True) -> None:
        """Parse as ``Reading`` describes."""
        super().__init__("commonmark")
        self.enable("table")
        self.disable("code")
        self.block.ruler.before("table", "indented", _indented)
        if raw:
            self.block.ruler.at("html_block", _raw_block, {"alt": ["paragraph", "reference", "blockquote"]})
        self.core.ruler.before("inline", "last_definition", _last_definition)
        remember_offsets(self, ["link", "image", "autolink", "html_inline"])
        if bare:
            self.inline.ruler.after("text", "bare", _bare)

    def normalizeLink(self, url: str) -> str:  # noqa: D102, N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: D102, N802
        return True


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Skip indented code, but not lines that are indented because they belong to the line above."""
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


def _raw_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse raw HTML like Python-Markdown: from a tag at the start of a line to its closing tag.

    In CommonMark, raw HTML ends at an empty line, and the rest is Markdown. Tags with the
    attribute ``markdown`` are left to CommonMark (md_in_html).
    """
    at = state.bMarks[start] + state.tShift[start]
    opens = _OPENS.match(state.src, at)
    if not opens or not _begins_line(state, at):
        return False
    if opens["name"]:
        line = state.src[at : state.eMarks[start]]
        if opens["name"].lower() not in BLOCK_TAGS or _MARKDOWN_INSIDE.match(line):
            return False  # it is part of a paragraph
    elif state.env.get("unclosed") or state.src.find("-->", at) < 0:
        state.env["unclosed"] = True  # later comments are not closed either
        return False
    return silent or _take(state, start, end, at, raw_end(state.src, at))


def _begins_line(state: StateBlock, at: int) -> bool:
    """Tell whether a place follows the line start, at most three spaces, or the end of another raw block."""
    before = state.src[max(at - 4, 0) : at].rpartition("\n")[2]
    return at == state.env.get("tail") or (len(before) < 4 and not before.strip(" "))


def _take(state: StateBlock, start: int, end: int, at: int, close: int) -> bool:
    """Add a token for raw HTML, and continue after it, in the same line if it has more text.

    The parser cannot continue in the line in which the HTML began: that is parsed as a paragraph.
    """
    last = bisect_left(state.eMarks, close, start, end)
    rest = state.src[close : state.eMarks[last]] if last < end else ""
    if rest.strip() and last == start:
        return False
    token = state.push("html_block", "", 0)
    token.content = state.src[at:close]
    if rest.strip():
        state.bMarks[last], state.tShift[last] = close, len(rest) - len(rest.lstrip())
        state.sCount[last] = state.blkIndent
        state.env["tail"] = close + state.tShift[last]
        token.map, state.line = [start, last + 1], last
    else:
        state.line = min(last + 1, end)
        token.map = [start, state.line]
    return True


def raw_end(text: str, start: int) -> int:
    """Return the end of the raw HTML at ``start``: the end of the tag that closes the first one.

    Source: Python-Markdown's ``HTMLExtractor``.
    """
    stack: list[str] = []
    opened: Counter[str] = Counter()
    for tag in _TAG.finditer(text, start):
        name = (tag["name"] or "").lower()  # empty for a comment or a script, which are matched as a whole
        if tag["close"] and opened[name]:
            while (last := stack.pop()) != name:
                opened[last] -= 1
            opened[name] -= 1
        elif name and not tag["close"] and name != "hr" and not tag[0].endswith("/>"):
            stack.append(name)
            opened[name] += 1
        if not stack:
            return tag.end()
    return len(text)


def _last_definition(state: StateCore) -> None:
    """Use the last definition of a reference, like Python-Markdown; CommonMark uses the first."""
    for definition in state.env.get("duplicate_refs", ()):
        state.env["references"][definition["label"]] = definition


def _bare(state: StateInline, silent: bool) -> bool:
    """Parse a bare URL in text as a link (magiclink); the parser is at its colon."""
    scheme = _SCHEME_BEFORE.search(state.pending[-LONGEST_SCHEME:])
    rest = _BARE.match(state.src, state.pos)
    if not (scheme and rest) or state.linkLevel > 0:
        return False
    if not silent:
        href = scheme[0] + rest[0]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.tokens[-1].meta["at"] = state.pos - len(scheme[0])
        state.push("link_close", "a", -1)
    state.pos = rest.end()
    return True


FAR = 200
"""Lines in which the start of an indented block is searched; more would take quadratic time."""

_CONTAINER = re.compile(r"!!!|\?\?\?|\.\^|:\s|<")
"""The start of an indented block in Python-Markdown: admonition, footnote, definition, HTML."""
_MARKDOWN_INSIDE = re.compile(r"<[^<>]*\smarkdown\b")
BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body canvas center colgroup dd details div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main map
    math menu nav noframes noscript object ol optgroup option p pre progress script section style summary
    table tbody td textarea tfoot th thead title tr ul video
    """.split()
)
"""The elements that start raw HTML. Source: Python-Markdown's ``BLOCK_LEVEL_ELEMENTS``."""
_OPENS = re.compile(r"<!--|<(?P<name>[a-z][^\s/>`]*+)", re.IGNORECASE)
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<whole>script|style)\b.*?(?:</(?P=whole)\s*>|\Z)
      | <(?P<close>/?)(?P<name>[a-z][^\s/>`]*+)(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""An unclosed construct extends to the end of the text, as in browsers, so the text is scanned only once."""
LONGEST_SCHEME = len(" https")
_SCHEME_BEFORE = re.compile(r"\bhttps?\Z", re.IGNORECASE)
_BARE = re.compile(r"://[^\s<>]*[^\s<>?!.,:;*_~'\")]")
