"""Prepare the HTML of a content for its document. No Pelican, no disk.

It is parsed as a browser parses it, but edited as text: serializing the tree would change
how entities and attributes are written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import chain
from typing import NamedTuple

from ..core.html import Element, is_element, is_mathml
from .contents import contents_of, own_contents
from .html import Seen, fragment, parse_html, seen_in


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a content, ready to print."""

    html: str
    contents: str
    """The table of contents as HTML; empty if there is none."""
    seen: Seen
    text: str
    """Its visible text."""


class Edit(NamedTuple):
    """Replace the HTML from offset ``start`` to ``end`` by ``text``."""

    start: int
    end: int
    text: str


NAMES = ("table", "formula", "to_do", "done", "contents")
"""Keys of the theme's strings that give an accessible name to what Markdown leaves unnamed."""
Names = Mapping[str, str]
"""Their values, in the language of the document, not escaped."""
NOT_IN_A_LINK = (
    "a, audio, button, details, embed, iframe, input, label, object, select, textarea, video, [tabindex],"
    " math[display=block], .math.display"
)
"""Interactive content, https://html.spec.whatwg.org/#interactive-content, also what ``finish`` makes so."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SMALLEST_LINKED = 4
"""The level of the smallest heading that links to itself."""
NOT_AROUND_A_LINK = "a, button, label, summary"


def finish(html: str, names: Names, wanted: str, minimum: int) -> Body:
    """Return the prepared HTML of a content, and its table of contents.

    Whatever is wider than the column scrolls in its own box, which can be focused by keyboard
    (WCAG 2.1.1). The title is the only ``<h1>`` of a document, so the headings of a text that has an
    ``<h1>`` are all moved down by one level. A heading with an id links to itself. The check box of a
    task gets a label.

    The table of contents is the author's own (``[TOC]``), which is removed from the text.
    Otherwise it has one link for each section with an id, if ``wanted`` (the field ``toc``) is
    ``true``, or if it is not ``false`` and there are at least ``minimum`` sections; 0 means never.
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    tree = parse_html(html)
    seen = seen_in(tree)
    own, place = own_contents(tree.iter_elements("div"), html)
    has_h1 = "h1" in seen.tags
    section = "h1" if has_h1 else "h2"
    contents = own or contents_of(tree.iter_elements(section), wanted.strip().lower(), minimum)
    editors = EDITS | dict.fromkeys(HEADINGS, partial(_heading, down=1)) if has_h1 else EDITS
    edits = chain.from_iterable(editors[one.tag](one, names) for one in tree.iter_elements([*EDITS]))
    outside = [edit for edit in edits if not (place and place[0] <= edit.start < place[1])]
    shown = _spliced(html, [*outside, *([Edit(*place, "")] if place else [])])
    if has_h1:
        seen = replace(seen, tags=frozenset(_moved(tag) for tag in seen.tags))
    if any('class="scroll"' in edit.text for edit in outside):
        seen = replace(seen, classes=seen.classes | {"scroll"})
    if contents:
        seen = replace(seen, tags=seen.tags | {"details", "ul"}, classes=seen.classes | {"toc"})
    if seen.tags & {"script", "style"}:
        tree.remove("script, style")
    return Body(shown, _box(contents, names["contents"]), seen, tree.text)


def _box(contents: str, title: str) -> str:
    if not contents:
        return ""
    name = escape(title)
    return (
        f'<nav class="toc" aria-label="{name}"><details><summary>{name}</summary>{contents}</details></nav>'
    )


def _spliced(html: str, edits: list[Edit]) -> str:
    """Return the HTML with the edits applied; they must not overlap, and may be in any order.

    At the same offset, end tags are inserted before start tags, inner end tags before outer ones
    and outer start tags before inner ones. The edits of outer elements come first in ``edits``.
    """
    if not edits:
        return html
    ranked = [
        (edit.start, *((0, -number) if edit.text.startswith("</") else (1, number)), edit)
        for number, edit in enumerate(edits)
    ]
    pieces: list[str] = []
    at = 0
    for *_, edit in sorted(ranked, key=lambda one: one[:3]):
        pieces += html[at : edit.start], edit.text
        at = edit.end
    return "".join([*pieces, html[at:]])


def _pre(element: Element, _: Names) -> Iterator[Edit]:
    where = element.source_location
    if where and element.attr("tabindex") is None:
        yield _insert(where.start_tag.start_offset + len("<pre"), ' tabindex="0"')


def _table(element: Element, names: Names) -> Iterator[Edit]:
    yield from _boxed(element, "div", names["table"])


def _formula(element: Element, names: Names) -> Iterator[Edit]:
    if is_mathml(element) and (element.attr("display") or "").lower() == "block":
        yield from _boxed(element, "span", names["formula"])  # a paragraph may contain a span, but not a div


def _tex(element: Element, names: Names) -> Iterator[Edit]:
    """Put a block formula that is printed as TeX into a scrolling box."""
    if element.has_class("math") and element.has_class("display"):
        yield from _boxed(element, "span", names["formula"])


def _boxed(element: Element, tag: str, name: str) -> Iterator[Edit]:
    """Put an element into a scrolling box, unless it is in one already or has no end tag."""
    where = element.source_location
    parent = element.parent
    if not (where and where.end_tag) or (is_element(parent) and parent.has_class("scroll")):
        return
    box = f'<{tag} class="scroll" role="group" aria-label="{escape(name)}" tabindex="0">'
    yield _insert(where.start_tag.start_offset, box)
    yield _insert(where.end_tag.end_offset, f"</{tag}>")


def _task(element: Element, names: Names) -> Iterator[Edit]:
    """Add a label to a disabled check box, unless the author did."""
    where = element.source_location
    is_task = (element.attr("type") or "").lower() == "checkbox" and element.attr("disabled") is not None
    is_named = any(
        element.attr(name) is not None for name in ("aria-label", "aria-labelledby", "title", "id")
    )
    label = element.closest("label")
    if where and is_task and not is_named and not (label and label.text.strip()):
        name = names["to_do" if element.attr("checked") is None else "done"]
        end = max(span.end_offset for span in where.attrs.values())
        yield _insert(end, f' aria-label="{escape(name)}"')


def _moved(tag: str) -> str:
    """Return the name of an element after headings have been moved down by one level."""
    return HEADINGS[min(HEADINGS.index(tag) + 1, len(HEADINGS) - 1)] if tag in HEADINGS else tag


def _heading(element: Element, _: Names, down: int = 0) -> Iterator[Edit]:
    """Move a heading down by ``down`` levels, and let it link to itself unless it is a small one."""
    where = element.source_location
    if not where:
        return
    old = int(element.tag[1])
    level = min(old + down, len(HEADINGS))
    if level != old:
        number = where.start_tag.start_offset + len("<h")
        yield Edit(number, number + 1, str(level))
    if not where.end_tag:  # an end tag of another level also ends it
        return
    end = where.end_tag.start_offset
    if level != old:
        yield Edit(end + len("</h"), end + len("</h1"), str(level))
    name = element.attr("id")
    has_words = element.text.strip() or element.select_one("img, svg")
    is_linkable = not element.select_one(NOT_IN_A_LINK) and not element.closest(NOT_AROUND_A_LINK)
    if name and has_words and is_linkable and level <= SMALLEST_LINKED:
        yield _insert(where.start_tag.end_offset, f'<a href="#{fragment(name)}">')
        yield _insert(end, "</a>")


def _insert(at: int, text: str) -> Edit:
    return Edit(at, at, text)


EDITS: dict[str, Callable[[Element, Names], Iterator[Edit]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    "input": _task,
    "math": _formula,
    "pre": _pre,
    "span": _tex,
    "table": _table,
}
"""The function that edits an element, by its name."""
