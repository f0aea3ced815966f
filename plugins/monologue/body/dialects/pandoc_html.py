"""Raw HTML as pandoc reads it: what stands between the tags of a block is Markdown, without any empty line.

Source: https://pandoc.org/MANUAL.html#extension-markdown_in_html_blocks.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as any_html
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAG = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"), re.IGNORECASE)
NAME = re.compile(r"</?(?P<name>[a-z][a-z0-9-]*)", re.IGNORECASE)
BLOCKS = frozenset(block_names) | frozenset("audio button embed figure figcaption object video".split())
NEXT_TAG = re.compile(r"[ \t]*(?=<)")
KEPT = re.compile(r"<(?:(?:script|pre|style|textarea)(?=[\s>]|\Z)|[!?])", re.IGNORECASE)
"""What these begin is not Markdown."""


def html_blocks(parser: MarkdownIt) -> None:
    """Parse the text between block tags as Markdown."""
    parser.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.after("inline", "html_in_paragraphs", _split)


def is_block_tag(html: str) -> bool:
    """Return whether this is a tag of an element that cannot be in a paragraph."""
    match = NAME.match(html)
    return match is not None and match["name"].lower() in BLOCKS


def _html(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith("<", start):
        return False
    if KEPT.match(state.src, start):
        return any_html(state, line, end, silent)
    stop = _end_of_tags(state.src, start, state.eMarks[min(end, line + 50) - 1])
    if stop == start:
        return False
    if not silent:
        _push(state, line, end, stop)
    return True


def _end_of_tags(src: str, start: int, limit: int) -> int:
    """Return the offset behind the block tags that begin at ``start``."""
    at = start
    while (match := TAG.match(src, at, limit)) and is_block_tag(match[0]) and "\n\n" not in match[0]:
        at = match.end()
        if not (following := NEXT_TAG.match(src, at)):
            break
        at = following.end()
    return at


def _push(state: StateBlock, line: int, end: int, stop: int) -> None:
    """Add the tags as a block, and parse what follows them in their line."""
    start = state.bMarks[line] + state.tShift[line]
    last = line + state.src.count("\n", start, stop)
    token = state.push("html_block", "", 0)
    token.content, token.map = state.src[start:stop].rstrip() + "\n", [line, last + 1]
    rest = state.src[stop : state.eMarks[last]]
    if rest.strip():
        state.bMarks[last], state.tShift[last] = stop, len(rest) - len(rest.lstrip())
        state.sCount[last] = state.blkIndent
        state.md.block.tokenize(state, last, last + 1)
    else:
        state.line = last + 1
    following = state.line
    if following < end and not state.isEmpty(following) and state.is_code_block(following):
        state.sCount[following] = state.blkIndent  # HTML is indented for its own reasons: this is not code


def _split(state: StateCore) -> None:
    made: list[Token] = []
    for token in state.tokens:
        if token.type == "inline" and made and made[-1].type == "paragraph_open" and not made[-1].hidden:
            pieces = _pieces(token)
            if any(piece.type == "html_block" for piece in pieces):
                opening = made.pop()
                made += _paragraphs(opening, pieces)
                continue
        elif token.type == "paragraph_close" and made and made[-1].type in {"html_block", "paragraph_close"}:
            continue
        elif token.type == "html_block":
            _hide_paragraph_before(made, token)
        made.append(token)
    state.tokens = made


def _pieces(inline: Token) -> list[Token]:
    """Return the inline content and the block tags of a paragraph, in their order."""
    pieces: list[Token] = []
    run: list[Token] = []
    for child in inline.children or ():
        if child.type == "html_inline" and child.level == 0 and is_block_tag(child.content):
            pieces += [
                *_text(run, inline),
                Token("html_block", "", 0, content=f"{child.content}\n", map=inline.map),
            ]
            run = []
        elif run or child.type != "softbreak":
            run.append(child)
    return pieces + _text(run, inline)


def _text(children: list[Token], inline: Token) -> list[Token]:
    if all(child.type in {"softbreak", "text"} and not child.content.strip() for child in children):
        return []
    return [Token("inline", "", 0, children=children, map=inline.map, block=True, content=inline.content)]


def _paragraphs(opening: Token, pieces: list[Token]) -> list[Token]:
    made: list[Token] = []
    for index, piece in enumerate(pieces):
        if piece.type == "html_block":
            made.append(piece)
            continue
        closing = index + 1 < len(pieces) and pieces[index + 1].content.startswith("</")
        made.append(Token("paragraph_open", "p", 1, block=True, hidden=closing, map=opening.map))
        made += [piece, Token("paragraph_close", "p", -1, block=True, hidden=closing)]
    return made


def _hide_paragraph_before(made: list[Token], html: Token) -> None:
    """Remove the ``<p>`` of a text that is directly above a closing tag; pandoc keeps it in a ``<div>``."""
    if len(made) < 3 or made[-1].type != "paragraph_close" or not html.content.startswith("</"):
        return
    opening = made[-3]
    if opening.map and html.map and opening.map[1] == html.map[0] and not html.content.startswith("</div"):
        opening.hidden = made[-1].hidden = True
