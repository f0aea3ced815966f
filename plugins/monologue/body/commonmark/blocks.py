"""Blocks that most generators have, and CommonMark does not.

Sources: https://gohugo.io/configuration/markup/#definitionlist, https://kramdown.gettalong.org/syntax.html.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

from ..markdown_text import code_of, span_at
from .context import Context
from .prepare import Edit

ATTRIBUTE = re.compile(r"\s+markdown(?:=(?:\"[^\"]*\"|'[^']*'|\w+))?(?=[\s>])")
OPENING = re.compile(
    r"^ {0,3}<[a-zA-Z][\w-]*(?=[^>\n]*\smarkdown\b(?!=[\"']?0))[^>\n]*>(?=[ \t]*\n(?![ \t]*\n))", re.M
)
"""A line with a tag that has the attribute ``markdown``, above a line that is not empty."""


def definition_lists(parser: MarkdownIt) -> None:
    """Parse a line of text, and below it ``: its definition``."""
    parser.use(deflist_plugin)


def markdown_in_html(parser: MarkdownIt) -> None:
    """Remove the attribute ``markdown="1"`` of HTML, which only says how its content is read."""
    parser.core.ruler.push("markdown_in_html", _without_attribute)


def _without_attribute(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "html_block" and "markdown" in token.content:
            token.content = ATTRIBUTE.sub("", token.content)


def open_html(text: str, context: Context) -> Iterator[Edit]:
    """Separate the content of HTML with ``markdown="1"`` from its tag, so that it is read as Markdown."""
    code = code_of(text) if "markdown" in text else []
    for match in OPENING.finditer(text) if "markdown" in text else ():
        if not span_at(match.start(), code):
            yield Edit(match.end(), match.end(), "\n")
