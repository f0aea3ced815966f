"""Zola's links to its own pages, and its shortcodes.

Sources: https://www.getzola.org/documentation/content/linking/ and
https://www.getzola.org/documentation/content/shortcodes/.
"""

import re
from collections.abc import Iterator
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from unidecode import unidecode

from ..commonmark.context import Context
from ..commonmark.headings import add_ids
from ..commonmark.prepare import Edit, as_written, insert, placed
from ..markdown_text import code_of, place, span_at
from .embeds import link_to

STRING = r"\"[^\"]*\"|'[^']*'|`[^`]*`"
CODE = re.compile(
    r"\{(?P<mark>[{%])(?P<comment>/\*)?\s*+(?P<name>\w+)\s*+"
    rf"(?:\((?P<arguments>(?:{STRING}|[^\"'`(){{}}])*+)\))?\s*+(?:\*/)?[}}%]\}}"
)
ARGUMENT = re.compile(rf"(?P<name>\w+)\s*=\s*(?P<value>{STRING}|[^\s,]+)")
SECTION = re.compile(r"@(/(?:[^?#]*/)?)_index(?:\.\w+)?\.md([?#].*)?", re.S)
"""The text of a section, which is a listing on the site: ``@/blog/_index.md`` is ``/blog/``."""
VIDEOS = frozenset({"youtube", "vimeo", "streamable"})


def internal_links(parser: MarkdownIt) -> None:
    """Parse ``[text](@/blog/x.md#y)``: a file of the content folder, or a listing."""
    parser.core.ruler.after("inline", "internal_links", _internal_links)


def ascii_ids(parser: MarkdownIt) -> None:
    """Give headings the ids of Zola's setting ``slugify.anchors``, whose default is ``on``."""
    parser.core.ruler.at("heading_ids", partial(add_ids, make=ascii_id))


def ascii_id(text: str) -> str:
    """Return a text in lower case and ASCII, with ``-`` for all that is not a letter or a digit.

    Source: https://docs.rs/slug, which Zola uses.
    """
    return re.sub(r"[^a-z0-9]+", "-", unidecode(text).lower()).strip("-")


def _internal_links(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            for name in ("href", "src"):
                url = str(child.attrs.get(name, ""))
                if url.startswith("@/"):
                    section = SECTION.fullmatch(url)
                    child.attrs[name] = section.expand(r"\1\2") if section else f"{{filename}}{url[1:]}"


def shortcodes(text: str, context: Context) -> Iterator[Edit]:
    """Replace the shortcodes of a text: videos become links, others are reported."""
    if "{{" not in text and "{%" not in text:
        return
    code = code_of(text)
    for match in CODE.finditer(text):
        is_end = match["mark"] == "%" and match["name"] == "end"
        if span_at(match.start(), code) or (match["arguments"] is None and not is_end):
            continue
        yield placed(text, *match.span(), _made(match, text, context, is_end=is_end))


def _made(match: re.Match[str], text: str, context: Context, *, is_end: bool) -> str:
    if match["comment"]:
        return as_written(context, re.sub(r"/\*|\*/", "", match[0]))
    found = {one["name"]: one["value"].strip("\"'`") for one in ARGUMENT.finditer(match["arguments"] or "")}
    name = match["name"]
    if name in VIDEOS and "id" in found:
        html = link_to(name, found["id"], found.get("title", ""))
        return insert(context, html, html)
    if name == "gist" and "url" in found:
        html = link_to("gist", found["url"])
        return insert(context, html, html)
    if not is_end:
        context.leftover("leftover-shortcode", f"the shortcode {name}", *place(text, match.start()))
    return as_written(context, match[0])
