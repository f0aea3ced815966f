"""Raw HTML as kramdown, Jekyll's Markdown, reads it: an element up to its end tag, without Markdown in it.

The attribute ``markdown="1"`` makes the content of one element Markdown.

Source: https://kramdown.gettalong.org/syntax.html#html-blocks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as any_html

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, insert
from ..markdown_text import code_of

SPANS = frozenset(
    "a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc"
    " rp rt rtc ruby samp select small span strike strong sub sup textarea tt u var".split()
)
"""kramdown's HTML_SPAN_ELEMENTS: these are part of a paragraph."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
KEPT = frozenset({"pre", "script", "style", "textarea"})
"""CommonMark reads these up to their end tags, too."""
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:\s[^<>]*)?)>")
NAME = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)")
MARKDOWN = re.compile(r"\s+markdown=[\"']?(?P<value>\w+)[\"']?")
NOT_BLOCKS = SPANS | VOID | KEPT
INLINE = frozenset("address dt h1 h2 h3 h4 h5 h6 legend summary td th".split())
"""kramdown's content model of these is inline Markdown, and of ``<p>``."""
EMPTY_LINE = re.compile(r"(?<=\n)[ \t]*(?=\n)")
SPACE = re.compile(r"\s*")
AFTER = re.compile(r"[ \t]*\n(?=[ \t]*\S)")


class Element(NamedTuple):
    """The tags of an element."""

    start: re.Match[str]
    end: re.Match[str]

    @property
    def markdown(self) -> re.Match[str] | None:
        """The attribute that makes the content Markdown."""
        found = MARKDOWN.search(self.start["attributes"])
        return found if found and found["value"] != "0" else None


def inline_html(parser: MarkdownIt) -> None:
    """Parse a line that has only an ``<img>`` or an ``<a>`` as a paragraph."""
    parser.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})


def _html(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    match = NAME.match(state.src, state.bMarks[line] + state.tShift[line])
    is_inline = match is not None and match["name"].lower() in SPANS - KEPT
    return not is_inline and any_html(state, line, end, silent)


def html(text: str, context: Context) -> Iterator[Edit]:
    """Keep an HTML block in one piece, and separate the Markdown in it from its tags."""
    edits: list[Edit] = []
    inside: list[tuple[int, bool]] = []
    at, done, empty = 0, 0, insert(context, "")

    def fill(end: int) -> None:
        """CommonMark ends an HTML block at an empty line, so none may stay empty."""
        if inside and inside[-1][1]:
            edits.extend(Edit(*line.span(), empty) for line in EMPTY_LINE.finditer(text, at, end))

    for element in elements(text):
        while inside and inside[-1][0] <= element.start.start():
            fill(inside[-1][0])
            at = inside.pop()[0]
        is_raw = bool(inside) and inside[-1][1]
        if element.start.start() < done:
            continue
        if not element.markdown if is_raw else not _begins_line(element, text):
            continue
        fill(element.start.end())
        at = element.start.end()
        edits += _markdown(element, text, context) if element.markdown else _separated(element, text)
        inside.append((element.end.start(), not element.markdown))
        done = element.end.start() if element.start["name"].lower() in INLINE and element.markdown else done
    while inside:
        fill(inside[-1][0])
        at = inside.pop()[0]
    yield from sorted(edits)


def elements(text: str) -> list[Element]:
    """Return the block elements outside code that have an end tag, in the order of their start tags."""
    found: list[Element] = []
    starts: list[re.Match[str]] = []
    names: Counter[str] = Counter()
    for tag in _tags(text):
        name = tag["name"].lower()
        if not tag["end"]:
            starts.append(tag)
            names[name] += 1
        while tag["end"] and names[name]:  # what is inside and has no end tag is dropped
            start = starts.pop()
            names[start["name"].lower()] -= 1
            if start["name"].lower() == name:
                found.append(Element(start, tag))
                break
    return sorted(found, key=lambda element: element.start.start())


def _tags(text: str) -> Iterator[re.Match[str]]:
    code = [*code_of(text), (len(text), len(text))] if "<" in text else []
    number = 0
    for tag in TAG.finditer(text) if code else ():
        while code[number][1] <= tag.start() < len(text):
            number += 1
        is_code = code[number][0] <= tag.start()
        if not is_code and not tag["attributes"].endswith("/") and tag["name"].lower() not in NOT_BLOCKS:
            yield tag


def _begins_line(element: Element, text: str) -> bool:
    start = element.start.start()
    before = text[max(text.rfind("\n", max(start - 4, 0), start) + 1, start - 4, 0) : start]
    return len(before) < 4 and not before.strip(" ")


def _markdown(element: Element, text: str, context: Context) -> Iterator[Edit]:
    """Yield the edits for an element with ``markdown="1"``. A paragraph, or a cell, has inline Markdown."""
    start, end = element
    name, attribute = start["name"].lower(), element.markdown
    begin, stop = start.end(), end.start()
    if not attribute:
        return
    if name == "p":
        others = MARKDOWN.sub("", start["attributes"]).strip()
        space = SPACE.match(text, begin, stop)
        yield Edit(start.start(), space.end() if space else begin, "\n\n")
        yield Edit(stop, end.end(), f"\n{{: {others}}}\n\n" if others else "\n\n")
        return
    offset = start.start("attributes")
    yield Edit(offset + attribute.start(), offset + attribute.end(), "")
    if name in INLINE:
        yield Edit(begin, stop, insert(context, context.inline(text[begin:stop].strip()), text[begin:stop]))
    else:
        yield Edit(begin, begin, "\n\n")
        yield Edit(stop, stop, "\n\n")


def _separated(element: Element, text: str) -> Iterator[Edit]:
    """Yield an empty line below an HTML block, where Markdown begins again."""
    below = AFTER.match(text, element.end.end())
    if below:
        yield Edit(below.end(), below.end(), "\n")
