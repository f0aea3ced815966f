"""The text below the front matter: its headings, and what MDX mixes into it."""

import re
from collections.abc import Iterator
from html import unescape

from .model import Fault

FIRST_HEADING = re.compile(r"<h1[^>]*>(?P<text>.*?)</h1>\s*", re.S)
TAG = re.compile(r"<[^>]*>")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
COMPONENT = re.compile(r"</?(?P<name>[A-Z][\w.]*)")
COMMENT = re.compile(r"\{/\*.*?\*/\}", re.S)
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.S)
MAX_TAG = 5_000
"""Characters; a component that is longer than this is none."""


def heading_of(html: str) -> str:
    """Return the text of the first level-1 heading, or an empty text."""
    match = FIRST_HEADING.search(html)
    return " ".join(unescape(TAG.sub("", match["text"])).split()) if match else ""


def without_title(html: str, title: str) -> str:
    """Drop the heading with which the body repeats its title: the theme prints it."""
    match = FIRST_HEADING.match(html.lstrip())
    return html.lstrip()[match.end() :] if match and _plain(heading_of(match[0])) == _plain(title) else html


def _plain(title: str) -> str:
    return " ".join(unescape(title).split()).casefold()


def without_mdx(body: str, first_line: int) -> tuple[str, list[Fault]]:
    """Drop what is not Markdown in MDX: imports, exports, comments, and the tags of components.

    What stands between a component's tags is kept. ``first_line`` is the line
    of the file on which ``body`` begins.
    """
    faults = []
    pieces = []
    for is_code, start, piece in runs(body):
        if is_code:
            pieces.append(piece)
            continue
        clean, dropped = _clean(piece)
        pieces.append(clean)
        faults += [_fault(what, first_line + body.count("\n", 0, start + at)) for at, what in dropped]
    return "".join(pieces), faults


def _fault(what: str, line: int) -> Fault:
    return Fault("mdx", f"{what} is not Markdown and is dropped", line, 1, "write it in Markdown or HTML")


def runs(body: str) -> Iterator[tuple[bool, int, str]]:
    """Yield whether a run of lines is fenced code, its index, and its text."""
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


def _clean(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without code of MDX, and the index and name of each thing that was dropped."""
    dropped, pieces, index = [], [], 0
    for start, end, what in _finds(text):
        if start >= index:
            dropped.append((start, what))
            pieces.append(text[index:start])
            index = end
    return "".join([*pieces, text[index:]]), dropped


def _finds(text: str) -> list[tuple[int, int, str]]:
    """Return begin, end and name of what is not Markdown, in order."""
    spans = [(match.start(), match.end()) for match in CODE_SPAN.finditer(text)]
    finds = [(match.start(), match.end(), "a comment in braces") for match in COMMENT.finditer(text)]
    for match in re.finditer(r"^(?:import|export)\s[^\n]*", text, re.M):
        blank = text.find("\n\n", match.start())
        statement = text[match.start() : blank if blank >= 0 else len(text)]
        finds.append((match.start(), match.start() + len(statement), f"{statement.split(None, 1)[0]} …"))
    for match in COMPONENT.finditer(text):
        is_code = any(start <= match.start() < end for start, end in spans)
        if not is_code and (end := _end_of_tag(text, match.end())):
            finds.append((match.start(), end, f"<{match['name']}>"))
    return sorted(finds)


def _end_of_tag(text: str, index: int) -> int:
    """Return the index behind the ``>`` that closes a tag, whatever braces and quotes hold; 0 for none."""
    depth, quote = 0, ""
    for at in range(index, min(len(text), index + MAX_TAG)):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif character == ">" and depth == 0:
            return at + 1
    return 0
