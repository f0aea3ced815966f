"""The table of contents of a content. No Pelican, no disk."""

from collections.abc import Iterable
from html import escape

from ..core.html import Element
from .html import fragment

Place = tuple[int, int]
"""Start and end offset in the HTML."""


def own_contents(divs: Iterable[Element], html: str) -> tuple[str, Place | None]:
    """Return the author's own contents (``[TOC]``) as HTML, and the place of the element around them.

    The HTML is ``""`` if they have no link; the place is None if there are no such contents.
    """
    for element in divs:
        if not element.has_class("toc"):
            continue
        where = element.source_location
        if where and where.end_tag:
            inner = html[where.start_tag.end_offset : where.end_tag.start_offset]
            place = (where.start_tag.start_offset, where.end_tag.end_offset)
            return inner if element.select_one("a[href]") else "", place
    return "", None


def contents_of(headings: Iterable[Element], wanted: str, minimum: int) -> str:
    """Return links to the sections, by the headings of one level, as a list; empty if none is wanted.

    See ``body.finish``.
    """
    titles = ((one.attr("id"), " ".join(one.text.split())) for one in headings)
    sections = [(name, title) for name, title in titles if name and title]
    if not sections or wanted == "false" or not (wanted == "true" or 0 < minimum <= len(sections)):
        return ""
    items = (f'<li><a href="#{fragment(name)}">{escape(title)}</a></li>' for name, title in sections)
    return "\n".join(["\n<ul>", *items, "</ul>\n"])
