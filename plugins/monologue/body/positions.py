"""The links of a text, with the positions at which the parser that makes the page finds them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from markdown_it.token import Token

from ..core.positions import OPENING, Written, columns, first_line, line_starts
from .commonmark.prepare import SOURCE, Prepared

Place = tuple[int, int]
"""A line and a column."""


def written_links(tokens: Iterable[Token], steps: list[Prepared], text: str, first: int) -> Iterator[Written]:
    """Yield the links of a text in the order of the HTML.

    ``steps`` are the changes that were made before parsing, in order, and ``first`` is the line of the file
    on which ``text`` begins.
    """
    parsed = steps[-1].text if steps else text
    lines, starts, original = parsed.split("\n"), line_starts(parsed), line_starts(text)

    def place(line: int, column: int) -> Place:
        offset = starts[min(line, len(starts) - 1)] + max(column, 0)
        for step in reversed(steps):
            offset = step.origin(offset)
        number = bisect_right(original, offset) - 1
        return first + number, offset - original[number] + 1

    passed: dict[int, int] = {}
    for token in tokens:
        begins: list[Place] = []
        source = token.meta.get(SOURCE, token.content)
        if token.map and token.type in {"inline", "html_block"}:
            line = first_line(token, lines)
            begins = list(enumerate(columns(source, line, lines, passed), line))
        if token.type == "html_block":
            known = begins if source.count("\n") == token.content.count("\n") else begins[:1]
            yield Written(token.content, True, tuple(place(*one) for one in known) or ((0, 0),))
        yield from _in_line(token, begins, lines, place)


def _in_line(
    token: Token, begins: list[Place], lines: list[str], place: Callable[[int, int], Place]
) -> Iterator[Written]:
    """Yield the links in the content of one block; ``begins`` is where each of its lines begins."""
    starts = line_starts(token.content)
    for child in token.children or ():
        if child.type not in OPENING:
            continue
        offset = child.meta.get("at", 0)
        number = bisect_right(starts, offset) - 1
        spots = []
        if number < len(begins):
            line, column = begins[number]
            column = _exact(lines[line], column, offset - starts[number], child)
            rest = begins[number + 1 :] if SOURCE not in child.meta else []
            spots = [place(line, column), *(place(*one) for one in rest)]
        is_html = child.type == "html_inline"
        text = child.content if is_html else str(child.attrs.get("href", child.attrs.get("src", "")))
        size = text.count("\n") + 1 if is_html else 1
        yield Written(text, is_html, tuple(spots[:size]) or ((0, 0),))


def _exact(line: str, begin: int, offset: int, token: Token) -> int:
    """Return the column of a URL. In a table, ``\\|`` is one character of the content."""
    url = str(token.attrs.get("href", token.attrs.get("src", "")))
    is_there = not url or line.startswith(url, begin + offset)
    found = -1 if is_there else line.find(url, max(begin, 0))
    return begin + offset if found < 0 else found
