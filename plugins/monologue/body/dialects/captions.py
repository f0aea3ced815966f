"""Captions of images and tables, as pandoc reads them.

Source: https://pandoc.org/MANUAL.html#extension-implicit_figures and …#extension-table_captions.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.attributes import html_attributes
from ..commonmark.headings import OWN_ID, attributes_in

CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]+")


def figures(parser: MarkdownIt) -> None:
    """Show an image that is alone in a paragraph as a figure; its alternative text is the caption."""
    parser.core.ruler.push("figures", _figures)


def _figures(state: StateCore) -> None:
    made: list[Token] = []
    for token in state.tokens:
        image = _lonely_image(made[-1], token) if made and token.type == "inline" else None
        if image:
            made[-1] = Token("figure_open", "figure", 1, block=True, map=token.map, attrs=made[-1].attrs)
            made += [token, Token("figcaption_open", "figcaption", 1, block=True)]
            made.append(_figcaption(image, token))
            made += [Token("figcaption_close", "figcaption", -1, block=True)]
            alternative = str(image.attrs.pop("data-fig-alt", ""))
            image.children = [Token("text", "", 0, content=alternative)] if alternative else image.children
        elif token.type == "paragraph_close" and made and made[-1].type == "figcaption_close":
            made.append(Token("figure_close", "figure", -1, block=True))
        else:
            made.append(token)
    state.tokens = made


def _figcaption(image: Token, paragraph: Token) -> Token:
    """Return the text of a caption; its links keep their offsets in the paragraph."""
    for child in image.children or ():
        if "at" in child.meta:
            child.meta["at"] += len("![")
    found = Token("inline", "", 0, content=f"![{image.content}", map=paragraph.map, block=True)
    found.children = image.children
    return found


def _lonely_image(opening: Token, inline: Token) -> Token | None:
    """Return the image of a paragraph that has nothing else; None if it has no alternative text."""
    if opening.type != "paragraph_open" or opening.hidden:
        return None
    children = [child for child in inline.children or () if child.type != "text" or child.content.strip()]
    is_image = len(children) == 1 and children[0].type == "image" and children[0].content.strip()
    return children[0] if is_image else None


def captions(parser: MarkdownIt) -> None:
    """Parse ``: Caption {#tbl-id}`` above or below a table."""
    parser.core.ruler.before("inline", "captions", _captions)


def _captions(state: StateCore) -> None:
    """Move the text of each caption to the start of its table."""
    found = _tables_with_caption(state.tokens)
    if not found:
        return
    made: list[Token] = []
    moved = {index + n for index in found.values() for n in range(3)}
    for index, token in enumerate(state.tokens):
        if index not in moved:
            made.append(token)
        if index in found:
            made += _caption(token, state.tokens[found[index] + 1])
    state.tokens = made


def _tables_with_caption(tokens: list[Token]) -> dict[int, int]:
    """Return the index of each table that has a caption, and the index of its paragraph."""
    found: dict[int, int] = {}
    table = -1
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            table = index
        if token.type != "paragraph_open" or not CAPTION.match(tokens[index + 1].content):
            continue
        if tokens[index - 1].type == "table_close" and table not in found:
            found[table] = index
        elif index + 3 < len(tokens) and tokens[index + 3].type == "table_open":
            found[index + 3] = index
    return found


def _caption(table: Token, inline: Token) -> list[Token]:
    inline.content = CAPTION.sub("", inline.content, count=1)
    match = OWN_ID.search(inline.content)
    if match and (attributes := attributes_in(match["inside"])):
        inline.content = inline.content[: match.start()]
        table.attrs.update(html_attributes(attributes))
    opening = Token("caption_open", "caption", 1, block=True, map=inline.map)
    return [opening, inline, Token("caption_close", "caption", -1, block=True)]
