"""Where the code is in a Markdown text that has not been parsed."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

LINE = re.compile(r"[^\n]*\n|[^\n]+")
FENCE = re.compile(r"(?P<indent>[ \t]*)(?:[-*+>][ \t]+)*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
TICKS = re.compile("`+")

Span = tuple[int, int]
"""Start and end of a part of a text."""


def runs(text: str) -> Iterator[tuple[bool, int, str]]:
    """Yield runs of lines: whether the run is fenced code, its index, and its text."""
    start = index = 0
    fence = ""
    for line in LINE.findall(text):
        match = FENCE.match(line)
        end = index + len(line)
        if match and not fence and not (match["fence"][0] == "`" and "`" in match["info"]):
            yield False, start, text[start:index]
            start, fence = index, match["fence"]
        elif match and fence and match["fence"].startswith(fence) and not match["info"].strip():
            yield True, start, text[start:end]
            start, fence = end, ""
        index = end
    yield bool(fence), start, text[start:]


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


def code_of(text: str) -> list[Span]:
    """Return all code of a text, fenced and inline, in order."""
    found: list[Span] = []
    for is_code, start, piece in runs(text):
        inside = [(0, len(piece))] if is_code else code_spans(piece)
        found += [(start + first, start + last) for first, last in inside]
    return found


def span_at(index: int, spans: list[Span]) -> Span | None:
    """Return the span that contains ``index``; the spans are sorted and do not overlap."""
    before = bisect_right(spans, index, key=itemgetter(0))
    return spans[before - 1] if before and index < spans[before - 1][1] else None


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, both from 0."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def fenced(code: str, info: str) -> str:
    """Return code in a fence that is longer than any in the code."""
    longest = max((len(run) for run in TICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{code}\n{fence}"


class Closings:
    """Finds what closes a tag. A tag that is never closed is searched once, to stay linear."""

    def __init__(self, text: str, pattern: str) -> None:
        """``pattern`` is a regular expression with ``{}`` in place of the name."""
        self.text, self.pattern = text, pattern
        self.missing: set[str] = set()

    def after(self, name: str, start: int) -> re.Match[str] | None:
        """Return the first match for a name from an offset on; None if there is none."""
        if name in self.missing:
            return None
        found = re.compile(self.pattern.replace("{}", re.escape(name))).search(self.text, start)
        if not found:
            self.missing.add(name)
        return found
