"""A text that is shown in another: only a section of it, with links from there, and without its ids."""

import re
from collections.abc import Sequence
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.context import Context, context_of
from ..commonmark.headings import heading_id, text_of
from .notes import is_note
from .obsidian import BLOCK
from .wikilinks import RELATIVE

FOOTNOTE = re.compile(r"footnote_(?:ref|open|anchor)")
TAG = re.compile(r"""<[a-zA-Z][^\s"'<>/]*+(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")
ATTRIBUTE = re.compile(
    r"""\s++(?P<name>[^\s"'<>/=]++)\s*+=\s*+(?P<quote>["']?)(?P<value>(?<=")[^"]*|(?<=')[^']*|[^\s"'<>=`]+)(?P=quote)"""
)
URLS = frozenset({"href", "src", "poster", "data"})
IDS = frozenset({"id", "name"})


def sections(parser: MarkdownIt) -> None:
    """Prepare a text that is embedded; any other stays as it is."""
    parser.core.ruler.before("inline", "section", _cut)
    parser.core.ruler.push("embedded", _adapt)


def _cut(state: StateCore) -> None:
    """Keep only the section that is embedded, and the footnotes."""
    context = context_of(state.env)
    if not context.section:
        return
    tokens, inside = state.tokens, range(len(state.tokens))
    for name in context.section.strip("#").split("#"):
        inside = section_of(tokens, inside, name.strip(), state.md)
    if not inside:
        return
    context.section = ""
    state.tokens = [
        *_footnotes(tokens[: inside.start]),
        *(tokens[index] for index in inside),
        *_footnotes(tokens[inside.stop :]),
    ]


def _footnotes(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    is_inside = False
    for token in tokens:
        is_inside = is_inside or token.type == "footnote_reference_open"
        if is_inside:
            kept.append(token)
        is_inside = is_inside and token.type != "footnote_reference_close"
    return kept


def section_of(tokens: Sequence[Token], inside: range, name: str, parser: MarkdownIt) -> range:
    """Return the indexes of a section, or of the block ``^id``; empty if there is no such."""
    for start in inside:
        token = tokens[start]
        if name.startswith("^") and token.meta.get(BLOCK) == name[1:]:
            end = _end_of_block(tokens, start)
            return range(start + 1, end - 1) if token.type == "list_item_open" else range(start, end)
        if token.type == "heading_open" and _is_named(tokens[start + 1].content, name, parser):
            return range(start, _end_of_section(tokens, start, inside.stop))
    return range(0)


def _is_named(content: str, name: str, parser: MarkdownIt) -> bool:
    children: list[Token] = []
    parser.inline.parse(content, parser, {}, children)
    return heading_id(text_of(children)) == heading_id(name)


def _end_of_block(tokens: Sequence[Token], start: int) -> int:
    level = tokens[start].level
    return next(
        index + 1
        for index in range(start, len(tokens))
        if tokens[index].level == level and tokens[index].nesting < 1
    )


def _end_of_section(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Return the index of the next heading that is not below this one, or of the end of what it is in."""
    level, tag = tokens[start].level, tokens[start].tag
    for index in range(start + 1, stop):
        token = tokens[index]
        if token.level < level or (
            token.type == "heading_open" and token.level == level and token.tag <= tag
        ):
            return index
    return stop


def _adapt(state: StateCore) -> None:
    context = context_of(state.env)
    for token in state.tokens if context.above else ():
        token.attrs.pop("id", None)
        for one in (token, *(token.children or ())):
            if FOOTNOTE.fullmatch(one.type):
                name = one.meta.get("label") or one.meta["id"] + 1
                one.meta = {**one.meta, "label": f"{len(context.embedded)}-{name}"}
            elif one.type in {"html_block", "html_inline"}:
                one.content = TAG.sub(lambda tag: _tag(tag[0], context), one.content)
            for name in URLS & one.attrs.keys():
                one.attrs[name] = moved(str(one.attrs[name]), context)


def _tag(tag: str, context: Context) -> str:
    def attribute(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name in IDS:
            return ""
        url = moved(match["value"], context) if name in URLS else match["value"]
        return match[0].replace(match["value"], url) if url != match["value"] else match[0]

    return ATTRIBUTE.sub(attribute, tag)


def moved(url: str, context: Context) -> str:
    """Return a URL of an embedded text for the page that shows it; ``#a`` is on the text's own page."""
    if url.startswith("#"):
        return f"{{filename}}/{quote(context.text.path)}{url}"
    if not RELATIVE.match(url):
        return url
    here, there = dirname(context.above[0]), dirname(context.text.path)
    path, *rest = re.split(r"(?=[?#])", url, maxsplit=1)
    absolute = normpath(join("/", there, path)).lstrip("/")
    name = unquote(absolute)
    if name in context.files.find(name):
        kind = "filename" if is_note(name) else "static"
        return "".join([f"{{{kind}}}/{quote(name)}", *rest])
    return url if here == there else "".join([relpath(join("/", absolute), join("/", here)), *rest])
