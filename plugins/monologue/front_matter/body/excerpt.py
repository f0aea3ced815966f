"""Summaries and descriptions of a text, for listings and search results. Does not import Pelican."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from .rewrite import ATTRIBUTE

PIECE = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][^\s"'<>/]*+)(?P<rest>(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)>"""
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without an end tag. Source: https://html.spec.whatwg.org/multipage/syntax.html#void-elements."""
NO_PROSE = frozenset("h1 h2 h3 h4 h5 h6 pre table script style figure nav svg math button select".split())
BLOCKS = frozenset("p li dd".split())

MARKS = frozenset(
    "footnote footnotes footnote-ref footnote-backref footnote-back footnotes-sep reversefootnote "
    "headerlink header-anchor heading-anchor permalink toc".split()
)
"""Classes of navigation aids that work only in the whole text."""
MAYBE_MARK = re.compile("footnote|fnref|#fn|header|heading|permalink|toc")
ID = re.compile(r"""\s+(?P<name>[^\s"'<>/=]++)(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?""")
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\[TOC\]|!?\[\[[^\[\]]*\]\]|^:::.*", re.I | re.M)
"""Placeholders that another generator would have replaced."""
WORD = re.compile(r"[^\W\d_]")
DEEPEST = 20
"""The maximum nesting depth of a paragraph; it bounds the run time."""
LONGEST = 160
"""The approximate number of characters of a description that search engines show."""


def without_marks(html: str) -> str:
    """Return an excerpt without footnote marks, permalinks and ids, which only work in the whole text."""
    kept, at, skipped, depth = list[str](), 0, "", 0
    for piece in PIECE.finditer(html):
        name, is_empty = piece["name"].lower(), _is_empty(piece)
        if skipped:
            depth += 0 if name != skipped or is_empty else -1 if piece["close"] else 1
            if not depth:
                at, skipped = piece.end(), ""
        elif not piece["close"] and _is_mark(piece):
            kept.append(html[at : piece.start()])
            at, skipped, depth = piece.end(), "" if is_empty else name, 1
    rest = "" if skipped else html[at:]
    return PIECE.sub(_without_id, "".join([*kept, rest]))


def _is_empty(piece: re.Match[str]) -> bool:
    return piece["name"].lower() in VOID or piece["rest"].endswith("/")


def _is_mark(piece: re.Match[str]) -> bool:
    if not MAYBE_MARK.search(piece["rest"]):
        return False
    found = (
        (match["name"].lower(), match.group("double", "single", "bare"))
        for match in ATTRIBUTE.finditer(piece[0])
    )
    attributes = {name: next((text for text in values if text is not None), "") for name, values in found}
    return (
        not MARKS.isdisjoint(attributes.get("class", "").split())
        or attributes.get("id", "").startswith(("fnref", "footnote-ref"))
        or attributes.get("href", "").startswith("#fn")
        or "data-footnote-ref" in piece["rest"]
    )


def _without_id(piece: re.Match[str]) -> str:
    if "id" not in piece["rest"].lower():
        return piece[0]
    return ID.sub(lambda attribute: "" if attribute["name"].lower() == "id" else attribute[0], piece[0])


def has_words(html: str) -> bool:
    """Return whether HTML contains words outside its tags."""
    return bool(WORD.search(plain(html)))


def plain(html: str) -> str:
    """Return the text of HTML on one line, without placeholders of other generators."""
    return " ".join(PLACEHOLDER.sub("", unescape(PIECE.sub("", html))).split())


def first_paragraph(html: str) -> str:
    """Return the first paragraph that has words, without its marks; empty if there is none.

    A top-level paragraph is preferred to a nested one or a list item: a text may
    begin with a note, a quotation or a box.
    """
    inner = ""
    for depth, start, end in _blocks(html):
        if depth and inner:
            continue
        paragraph = without_marks(html[start:end])
        if has_words(paragraph):
            inner = inner or paragraph
            if not depth:
                return paragraph
    return inner


def _blocks(html: str) -> Iterator[tuple[int, int, int]]:
    """Yield the nesting depth, start and end of each paragraph and list item of prose."""
    opened: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    for piece in PIECE.finditer(html):
        name = piece["name"].lower()
        if _is_empty(piece):
            continue
        if not piece["close"]:
            opened.append((name, piece.end()))
            counts[name] += 1
        while piece["close"] and counts[name]:
            last, start = opened.pop()
            counts[last] -= 1
            if last == name:
                if name in BLOCKS and len(opened) <= DEEPEST and not any(counts[other] for other in NO_PROSE):
                    yield len(opened) + (name != "p"), start, piece.start()
                break


def description_of(html: str) -> str:
    """Return the first words of a text as plain text, as many as search engines show."""
    text = plain(first_paragraph(html))
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
