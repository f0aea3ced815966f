"""Notes that are shown in others: ``![[Note]]``, ``![[Note#Heading]]``, ``![[Note#^id]]``.

Source: https://help.obsidian.md/embeds. An embedded note is read by its own dialect. Its ids are dropped,
so that no two are the same in a page: links to them lead to the page of the note.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.context import SEVERAL, Context, ambiguity, context_of
from ..commonmark.prepare import SOURCE
from .notes import is_note, paths_of
from .wikilinks import LINK, name_of

DEEPEST = 5
"""Notes that are embedded in embedded notes, and so on."""
LINK_INSTEAD = "write a link: remove the !"
MOST, LONGEST = 500, 2_000_000
"""The notes that a page embeds, at any depth, and their characters in all."""


def embedded_notes(parser: MarkdownIt) -> None:
    """Replace each line that is only an embed of a note by the note."""
    parser.core.ruler.before("inline", "embedded_notes", _embed_notes)


def _embed_notes(state: StateCore) -> None:
    if "![[" not in state.src:
        return
    made: list[Token] = []
    lines = state.src.split("\n")
    for token in state.tokens:
        made.append(token)
        is_paragraph = token.type == "paragraph_close" and made[-3].type == "paragraph_open"
        if is_paragraph and "![[" in made[-2].content:
            made[-3:] = _with_notes(made[-3:], lines, context_of(state.env))
    state.tokens = made


def _with_notes(paragraph: Sequence[Token], lines: Sequence[str], context: Context) -> list[Token]:
    """Return a paragraph whose lines are embedded notes, text, or both, as blocks."""
    made: list[Token] = []
    rest: list[str] = []
    first = (paragraph[1].map or [0])[0]
    at = first
    for number, line in enumerate(paragraph[1].content.split("\n"), first):
        match = LINK.fullmatch(line.strip())
        html = _note(match, number, lines, context) if match and match["embed"] else None
        if html is None:
            rest.append(line)
            continue
        made += [*_text(paragraph, rest, at), *_block(html, line, paragraph[0], number)]
        rest, at = [], number + 1
    return [*made, *_text(paragraph, rest, at)]


def _text(paragraph: Sequence[Token], lines: list[str], first: int) -> list[Token]:
    """Return a paragraph that has only these lines of another."""
    if not lines:
        return []
    opening, inline = copy(paragraph[0]), copy(paragraph[1])
    inline.content = "\n".join(lines)
    inline.map = opening.map = [first, first + len(lines)]
    inline.children = []
    return [opening, inline, paragraph[2]]


def _block(html: str, written: str, paragraph: Token, line: int) -> list[Token]:
    """Return an embedded note as a block; an unpublished one is not shown.

    All its links have the position of ``written``, the embed.
    """
    if not html:
        return []
    opening = Token("embed_open", "div", 1, block=True, map=[line, line + 1])
    opening.attrs = {"class": "embed", **paragraph.attrs}
    inside = Token("html_block", "", 0, content=html, map=[line, line + 1], block=True)
    inside.meta[SOURCE] = written
    return [opening, inside, Token("embed_close", "div", -1, block=True)]


def _note(match: re.Match[str], line: int, lines: Sequence[str], context: Context) -> str | None:
    """Return an embedded note as HTML; ``""`` if it is not published, None if a link is shown instead."""
    name = name_of(match)
    found = paths_of(name, context) if name else (context.text.path,)
    if not found or not is_note(found[0]):
        return None

    def report(rule: str, message: str, hint: str) -> None:
        column = lines[line].find(match[0]) if line < len(lines) else -1
        context.report(rule, f"{match[0]}: {message}", line, column, hint)

    if reason := _refusal(found[0], context):
        _refuse(reason, found[0], context, report)
        return None
    text = context.files.published(found[0])
    if text is None:
        message = f"{found[0]} is not published, so its text is not shown"
        report("unpublished-embed", message, "publish the note, or remove the embed")
        return ""
    if len(found) > 1:
        report("ambiguous-note", ambiguity(name, found), SEVERAL)
    dialect = text.dialect or context.text.dialect
    html = context.embed(replace(text, dialect=dialect), match["fragment"] or "")
    if context.unexpanded and not context.above:
        report("circular-embed", context.unexpanded, LINK_INSTEAD)
        context.unexpanded = ""
    return html


def _refusal(path: str, context: Context) -> str:
    """Return why a note is not embedded; ``""`` if it is."""
    above = (*context.above, context.text.path)
    if path in above:
        return f"{path} embeds itself"
    if len(above) > DEEPEST:
        return f"notes are embedded more than {DEEPEST} levels deep"
    if len(context.embedded) >= MOST or sum(len(one.markdown) for one in context.embedded) > LONGEST:
        return "the page embeds too many notes"
    return ""


def _refuse(reason: str, path: str, context: Context, report: Callable[[str, str, str], None]) -> None:
    """Report why a note is not embedded; inside another one, let the page that embeds both report it.

    A circle that the page is not part of is reported for the pages that are.
    """
    if not context.above:
        report("circular-embed", reason, LINK_INSTEAD)
    elif path == context.above[0] or path not in context.above:
        context.unexpanded = reason
