"""Mark the links of a content that leave the site with ``rel="external"``. No disk, no Pelican.

The HTML is not written anew: that would undo what Markdown did (``<a@b.c>`` is
hidden from harvesters) and change what nobody asked to change. The attribute is
put into the text of each start tag, and all else stays byte for byte.
BeautifulSoup reads those start tags and no more, since to read a whole article
with it takes longer than all the rest of this check.
"""

import re
from collections.abc import Iterable
from html import escape

from bs4 import BeautifulSoup, Tag
from turbohtml import SourceLocation, parse_fragment

_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


def mark_external(html: str, site_url: str) -> str:
    """Return a content's HTML with ``external`` in the ``rel`` of every ``a`` that leads to another site.

    While ``site_url`` is empty, every address with a host leads elsewhere.
    """
    if "//" not in html or "\r" in html:  # the parser counts a carriage return and its newline as one
        return html
    places = _external_tags(html, site_url)
    tags = read_tags(html[place.start_tag.start_offset : place.start_tag.end_offset] for place in places)
    pieces, end = [], 0
    for place, tag in zip(places, tags, strict=True):
        words = tag.get_attribute_list("rel")
        if "external" not in words:
            rel = f'rel="{escape(" ".join([*words, "external"]))}"'
            start, stop = _rel_in(place)
            pieces += [html[end:start], rel if stop > start else f" {rel}"]
            end = stop
    return "".join(pieces) + html[end:]


def read_tags(tags: Iterable[str]) -> list[Tag]:
    """Read the start tags of links, all at once: each call of BeautifulSoup costs more than ten tags."""
    return BeautifulSoup("</a>".join(tags), "html.parser").find_all("a")


def _external_tags(html: str, site_url: str) -> list[SourceLocation]:
    """Return where the start tags are, in order. An ``a`` that is never closed has many elements, one tag."""
    places = {}
    for element in parse_fragment(html, source_locations=True).iter_elements("a"):
        href, place = element.attr("href") or "", element.source_location
        inside = site_url and (href.strip() + "/").startswith(site_url.rstrip("/") + "/")
        if place and _ELSEWHERE.match(href) and not inside:
            places[place.start_tag.start_offset] = place
    return [place for _, place in sorted(places.items())]


def _rel_in(place: SourceLocation) -> tuple[int, int]:
    """Return the span of a tag's ``rel``, or the empty one behind its name, where it may be put."""
    if rel := place.attrs.get("rel"):
        return rel.start_offset, rel.end_offset
    behind_name = place.start_tag.start_offset + len("<a")
    return behind_name, behind_name
