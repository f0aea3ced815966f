"""Mark the links to other sites in a content with ``rel="external"``. No disk, no Pelican.

The HTML is not serialized again, because that would change more than the links: Markdown
obfuscates ``<a@b.c>``, for example. The attribute is inserted into the text of each start tag,
and all else stays byte for byte. BeautifulSoup parses only tags that have a ``rel`` already,
because parsing a whole article with it takes longer than the rest of the check.
"""

import re
from html import escape

from ...core.html import SourceLocation, parse_fragment

_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


def mark_external(html: str, site_url: str) -> str:
    """Return a content's HTML with ``external`` in the ``rel`` of every ``a`` that links to another site.

    While ``site_url`` is empty, every URL with a host is one of another site.
    """
    if "//" not in html or "\r" in html:  # the parser counts CRLF as one character
        return html
    pieces, end = [], 0
    for place in _external_tags(html, site_url):
        start, stop, mark = _mark(html, place)
        pieces += [html[end:start], mark]
        end = stop
    return "".join(pieces) + html[end:]


def _mark(html: str, place: SourceLocation) -> tuple[int, int, str]:
    """Return the span in a start tag to replace, and its replacement."""
    tag, rel = place.start_tag, place.attrs.get("rel")
    if rel is None:
        behind_name = tag.start_offset + len("<a")
        return behind_name, behind_name, ' rel="external"'
    words = words_of_rel(html[tag.start_offset : tag.end_offset])
    if "external" in (word.lower() for word in words):
        return tag.start_offset, tag.start_offset, ""
    return rel.start_offset, rel.end_offset, f'rel="{escape(" ".join([*words, "external"]))}"'


def words_of_rel(text: str) -> list[str]:
    """Return the words of a start tag's ``rel``, as BeautifulSoup parses it."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - it is slow to load

    return BeautifulSoup(text, "html.parser").find_all(True)[0].get_attribute_list("rel")


def _external_tags(html: str, site_url: str) -> list[SourceLocation]:
    """Return the places of the start tags, in order. An unclosed ``a`` has many elements but one tag."""
    places = {}
    for element in parse_fragment(html, source_locations=True).iter_elements("a"):
        href, place = element.attr("href") or "", element.source_location
        inside = site_url and (href.strip() + "/").startswith(site_url.rstrip("/") + "/")
        if place and _ELSEWHERE.match(href) and not inside:
            places[place.start_tag.start_offset] = place
    return [place for _, place in sorted(places.items())]
