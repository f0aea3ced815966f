"""What Quarto and R Markdown add to pandoc's Markdown: callouts, code cells, shortcodes.

Sources: https://quarto.org/docs/authoring/callouts.html, …/conditional.html,
https://quarto.org/docs/reference/cells/cells-knitr.html.
"""

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..commonmark.admonitions import admonition_tokens
from ..commonmark.attributes import Attributes, html_attributes
from ..commonmark.colon_fences import Box, colon_fences
from ..commonmark.context import Context, context_of
from ..commonmark.headings import attributes_in

WORDS = re.compile(r"(?:\{(?P<attributes>[^{}]+)\}|(?P<word>[\w-]+))(?:[ \t]+:+)?")
CALLOUTS = {f"callout-{name}": name for name in ("note", "tip", "important", "warning", "caution")}
FOLDS = {"true": "-", "false": "+"}
CELL = re.compile(r"\{+(?P<language>\w+)[^{}]*\}+")
RAW = re.compile(r"\{=(?P<format>\w+)\}")
OPTIONS = re.compile(r"(?:[ \t]*(?:#|//|--|%%)\|[^\n]*(?:\n|\Z))+")
EXCLUDED = re.compile(r"\binclude\s*[:=]\s*(?:false|F)\b", re.IGNORECASE)
HIDDEN = re.compile(r"\becho\s*[:=]\s*(?:false|F)\b", re.IGNORECASE)
FOLDED = re.compile(r"\bcode-fold:\s*(?:true|show)\b")
SUMMARY = re.compile(r"\bcode-summary:\s*(?P<quote>[\"']?)(?P<text>[^\n]*?)(?P=quote)[ \t]*$", re.MULTILINE)
ESCAPED_CELL = re.compile(r"^([ \t]*(?:```+|~~~+)[ \t]*)\{(\{[^{}\n]*\})\}", re.MULTILINE)
HTML = frozenset("html html5 html4".split())


def divs(parser: MarkdownIt) -> None:
    """Parse ``::: {.class #id key=value}`` and ``::: word``, callouts among them."""
    colon_fences(parser, attributes_of, _box, by_size=False, interrupts=False)


def attributes_of(words: str) -> Attributes:
    """Return the attributes behind colons; empty if these words open no div."""
    match = WORDS.fullmatch(words)
    if not match:
        return {}
    return {"class": match["word"]} if match["word"] else attributes_in(match["attributes"])


def _box(words: str, line: int, following: Sequence[Token], context: Context) -> Box:
    attributes = html_attributes(attributes_of(words))
    classes = str(attributes.get("class", "")).split()
    kind = next((CALLOUTS[name] for name in classes if name in CALLOUTS), None)
    if kind:
        return _callout(kind, line, attributes, following)
    if _is_for_other_formats(classes, attributes):
        attributes["hidden"] = ""
    opening = Token("div_open", "div", 1, block=True, attrs=attributes, map=[line, line + 1])
    return Box([opening], [Token("div_close", "div", -1, block=True)])


def _callout(kind: str, line: int, attributes: Attributes, following: Sequence[Token]) -> Box:
    title = attributes.get("title")
    used = 0
    if title is None and following and following[0].type == "heading_open":
        title, used = following[1].content, 3
    fold = FOLDS.get(str(attributes.get("data-collapse", "")), "")
    opening, closing = admonition_tokens(kind, None if title is None else str(title), fold, [line, line + 1])
    if used:
        opening[2].map = following[1].map  # links in the title are at the line of the heading
    if "id" in attributes:
        opening[0].attrs["id"] = attributes["id"]
    return Box(opening, closing, used)


def _is_for_other_formats(classes: Sequence[str], attributes: Attributes) -> bool:
    """Return whether a div is only for a book, say, and not for a web page."""
    when, unless = (str(attributes.get(f"data-{word}-format", "")) for word in ("when", "unless"))
    is_html = (not when or when.startswith("html")) and not unless.startswith("html")
    shown, hidden = "content-visible" in classes, "content-hidden" in classes
    return (shown and not is_html) or (hidden and is_html)


def cells(parser: MarkdownIt) -> None:
    """Show code cells without their options, ``{=html}`` as HTML, and ``{{python}}`` as ``{python}``."""
    parser.core.ruler.after("block", "cells", _cells)


def _cells(state: StateCore) -> None:
    made: list[Token] = []
    for token in state.tokens:
        if token.type == "fence":
            raw = RAW.fullmatch(token.info.strip())
            if raw:
                token.type = "html_block"
                token.content = token.content if raw["format"] in HTML else ""
            else:
                token.content = ESCAPED_CELL.sub(r"\1\2", token.content)
        is_cell = token.type == "fence" and CELL.fullmatch(token.info.strip())
        made += _cell(token, context_of(state.env)) if is_cell else [token]
    state.tokens = made


def _cell(token: Token, context: Context) -> list[Token]:
    """Return what is shown of a cell, without its options."""
    match = OPTIONS.match(token.content)
    options = match[0] if match else ""
    token.content = token.content[len(options) :].lstrip("\n")
    options = f"{token.info}\n{options}"
    if EXCLUDED.search(options):
        return []
    if HIDDEN.search(options):
        what = "a code cell shows only its output, which is not in the text"
        hint = "let Quarto write the outputs with `keep-md: true`, and publish that file"
        context.report("cell-without-output", what, token.map[0] if token.map else 0, hint=hint)
        return []
    if not FOLDED.search(options):
        return [token]
    summary = SUMMARY.search(options)
    title = escape(summary["text"].strip() if summary else "Code", quote=False)
    opening = f"<details>\n<summary>{title}</summary>\n"
    around = [Token("html_block", "", 0, content=html, map=token.map) for html in (opening, "</details>\n")]
    return [around[0], token, around[1]]
