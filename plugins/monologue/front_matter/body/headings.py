"""The text below the front matter: its first heading, forbidden characters, and MDX syntax."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import islice
from operator import itemgetter

from ..characters import Places, forbidden_reference
from ..model import Fault

FIRST_HEADING = re.compile(r"<h1\b[^<>]*>(?P<text>.*?)</h1>\s*", re.S)
TAG = re.compile(r"<[^<>]*>")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
COMPONENT = re.compile(r"</?(?P<name>[A-Z][\w.]*)")
IMPORT = re.compile(r"^(?:import|export)\s", re.M)
TICKS = re.compile("`+")
MARK = re.compile("[\"'`{}>]")
MAX_TAG, MAX_MARKS = 5_000, 200
"""The maximum number of characters of a component tag, and of its quotes, braces and brackets."""

Span = tuple[int, int]
"""Start and end of a part of a text."""


def heading_of(html: str) -> str:
    """Return the text of the first level-1 heading, or an empty text."""
    # Only up to the last end tag: otherwise each start tag after it would scan the rest of the text.
    match = FIRST_HEADING.search(html, 0, html.rfind("</h1>") + len("</h1>"))
    return " ".join(unescape(TAG.sub("", match["text"])).split()) if match else ""


def forbidden_references(html: str, body: str, first_line: int) -> list[Fault]:
    """Return one fault if the HTML of ``body`` has a reference to a forbidden character: ``&#27;``."""
    if not (reference := forbidden_reference(html)):
        return []
    place = Places(body, first_line).at(max(0, body.find(reference)))
    message = f"{reference} refers to a character that is not allowed in HTML or in a feed"
    return [Fault("forbidden-character", message, *place, "delete it, or write it as code")]


def without_title(html: str, title: str) -> str:
    """Drop a first heading that repeats the title, because the theme prints the title."""
    match = FIRST_HEADING.match(html.lstrip())
    return html.lstrip()[match.end() :] if match and _plain(heading_of(match[0])) == _plain(title) else html


def _plain(title: str) -> str:
    return " ".join(unescape(title).split()).casefold()


def without_mdx(body: str, first_line: int) -> tuple[str, list[Fault]]:
    """Drop the parts of MDX that are not Markdown: imports, exports, comments, and component tags.

    The content between a component's tags is kept. ``first_line`` is the line
    of the file on which ``body`` begins.
    """
    faults, pieces, places = [], [], Places(body, first_line)
    for is_code, start, piece in runs(body):
        if is_code:
            pieces.append(piece)
            continue
        clean, dropped = _clean(piece)
        pieces.append(clean)
        faults += [_fault(what, places.at(start + at)[0]) for at, what in dropped]
    return "".join(pieces), faults


def _fault(what: str, line: int) -> Fault:
    return Fault("mdx", f"{what} is not Markdown and is dropped", line, 1, "write it in Markdown or HTML")


def runs(body: str) -> Iterator[tuple[bool, int, str]]:
    """Yield runs of lines: whether the run is fenced code, its index, and its text."""
    start = index = 0
    fence = ""
    for line in LINE.findall(body):
        match = FENCE.match(line)
        end = index + len(line)
        if match and not fence:
            yield False, start, body[start:index]
            start, fence = index, match["fence"]
        elif match and match["fence"].startswith(fence) and not line.strip(" \n`~"):
            yield True, start, body[start:end]
            start, fence = end, ""
        index = end
    yield bool(fence), start, body[start:]


def code_spans(text: str) -> list[Span]:
    """Return the inline code spans in order: from a run of backticks to the next run of the same length."""
    ticks = [match.span() for match in TICKS.finditer(text)]
    closing, last = [-1] * len(ticks), dict[int, int]()
    for index in range(len(ticks) - 1, -1, -1):
        length = ticks[index][1] - ticks[index][0]
        closing[index] = last.get(length, -1)
        last[length] = index
    spans, index = [], 0
    while index < len(ticks):
        if closing[index] >= 0:
            spans.append((ticks[index][0], ticks[closing[index]][1]))
        index = max(index, closing[index]) + 1
    return spans


def is_inside(index: int, spans: list[Span]) -> bool:
    """Return whether ``index`` is in one of ``spans``, which are sorted and do not overlap."""
    before = bisect_right(spans, index, key=itemgetter(0))
    return before > 0 and index < spans[before - 1][1]


def _clean(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without MDX syntax, and the index and name of each dropped part."""
    dropped, pieces, index = [], [], 0
    for start, end, what in _finds(text):
        if start >= index:
            dropped.append((start, what))
            pieces.append(text[index:start])
            index = end
    return "".join([*pieces, text[index:]]), dropped


def _finds(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and name of each part that is not Markdown, in order."""
    finds = [(begin, end, "a comment in braces") for begin, end in _comments(text)]
    finds += [(begin, end, f"{text[begin : begin + 6]} …") for begin, end in _imports(text)]
    spans = code_spans(text)
    for match in COMPONENT.finditer(text):
        if not is_inside(match.start(), spans) and (end := _end_of_tag(text, match.end())):
            finds.append((match.start(), end, f"<{match['name']}>"))
    return sorted(finds)


def _comments(text: str) -> Iterator[Span]:
    begin = text.find("{/*")
    while begin >= 0 and (end := text.find("*/}", begin + 3)) >= 0:
        yield begin, end + 3
        begin = text.find("{/*", end + 3)


def _imports(text: str) -> Iterator[Span]:
    """Yield the spans of import and export statements, each up to the next empty line."""
    end = 0
    for match in IMPORT.finditer(text):
        if match.start() >= end:
            empty_line = text.find("\n\n", match.start())
            end = empty_line if empty_line >= 0 else len(text)
            yield match.start(), end


def _end_of_tag(text: str, index: int) -> int:
    """Return the index after the ``>`` that closes a tag, not one in braces or quotes; 0 if there is none."""
    depth, quote = 0, ""
    for mark in islice(MARK.finditer(text, index, index + MAX_TAG), MAX_MARKS):
        character = mark[0]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif depth == 0:
            return mark.end()
    return 0
