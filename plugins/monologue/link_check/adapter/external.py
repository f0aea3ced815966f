"""Mark the links of a content that leave the site with ``rel="external"``. No disk, no Pelican.

The HTML is not written anew: that would undo what Markdown did (``<a@b.c>`` is
hidden from harvesters) and change what nobody asked to change. The attribute is
put into the text of each start tag, and all else stays byte for byte.
BeautifulSoup reads the tags that have a ``rel`` already and no more, since to
read a whole article with it takes longer than all the rest of this check.
"""

import re
from html import escape

from turbohtml import SourceLocation, parse_fragment

_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


def mark_external(html: str, site_url: str) -> str:
    """Return a content's HTML with ``external`` in the ``rel`` of every ``a`` that leads to another site.

    While ``site_url`` is empty, every address with a host leads elsewhere.
    """
    if "//" not in html or "\r" in html:  # the parser counts a carriage return and its newline as one
        return html
    pieces, end = [], 0
    for place in _external_tags(html, site_url):
        start, stop, mark = _mark(html, place)
        pieces += [html[end:start], mark]
        end = stop
    return "".join(pieces) + html[end:]


def _mark(html: str, place: SourceLocation) -> tuple[int, int, str]:
    """Return the span of a start tag that its mark replaces, and the mark."""
    tag, rel = place.start_tag, place.attrs.get("rel")
    if rel is None:
        behind_name = tag.start_offset + len("<a")
        return behind_name, behind_name, ' rel="external"'
    words = words_of_rel(html[tag.start_offset : tag.end_offset])
    if "external" in (word.lower() for word in words):
        return tag.start_offset, tag.start_offset, ""
    return rel.start_offset, rel.end_offset, f'rel="{escape(" ".join([*words, "external"]))}"'


def words_of_rel(text: str) -> list[str]:
    """Return the words of a start tag's ``rel``, as BeautifulSoup reads it, which knows what is a list."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - it takes longer to load than most sites to mark

    return BeautifulSoup(text, "html.parser").find_all(True)[0].get_attribute_list("rel")


def _external_tags(html: str, site_url: str) -> list[SourceLocation]:
    """Return where the start tags are, in order. An ``a`` that is never closed has many elements, one tag."""
    places = {}
    for element in parse_fragment(html, source_locations=True).iter_elements("a"):
        href, place = element.attr("href") or "", element.source_location
        inside = site_url and (href.strip() + "/").startswith(site_url.rstrip("/") + "/")
        if place and _ELSEWHERE.match(href) and not inside:
            places[place.start_tag.start_offset] = place
    return [place for _, place in sorted(places.items())]
