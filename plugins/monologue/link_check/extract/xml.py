"""Read the links of Atom and RSS feeds and sitemaps, including those inside entries. No disk."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from ..model import Link, Role
from .elements import ATTRIBUTES as HTML_ATTRIBUTES
from .html import html_links, parse_html

ROOTS = frozenset({"feed", "rss", "RDF", "urlset", "sitemapindex"})
ENTRIES = frozenset({"entry", "item"})
TEXTS = frozenset({
    "loc", "thumbnail_loc", "content_loc", "player_loc", "link", "icon", "logo", "uri", "comments", "url",
})  # fmt: skip
"""Elements whose text is a URL (sitemaps; RSS; Atom's ``icon``, ``logo`` and ``uri``)."""
ATTRIBUTES = {"link": "href", "image": "href"} | dict.fromkeys(
    ("enclosure", "content", "thumbnail", "source"), "url"
)
"""Elements with a URL in an attribute (Atom and ``xhtml:link``; RSS; Media RSS; podcasts)."""
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
HTML = frozenset({"content", "summary", "description", "encoded"})
"""Elements whose text is HTML (RFC 4287, section 3.1; RSS 2.0; ``content:encoded``)."""


class MalformedXMLError(ValueError):
    """The file is not well-formed XML."""


def xml_links(text: str) -> Iterator[Link]:
    """Yield the links of a feed or sitemap, in order; none for any other XML.

    The base of the links inside an entry is its ``xml:base`` (RFC 4287, section 2), or else the URL
    of the entry, as on its own page.

    Raises:
        MalformedXMLError: With the message of the parser.
    """
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise MalformedXMLError(str(error)) from error
    if _name(root) not in ROOTS:
        return
    base = whole = root.get(XML_BASE, "")
    for element in root.iter():
        if _name(element) in ENTRIES:
            base = element.get(XML_BASE) or _url_of(element) or whole
        yield from _links_of(element, base, whole)


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _url_of(entry: ElementTree.Element) -> str:
    """Return the URL of an entry: Atom's ``link`` (alternate is the default) or RSS's."""
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip()
    return ""


def _links_of(element: ElementTree.Element, base: str, whole: str) -> Iterator[Link]:
    name, words = _name(element), (element.text or "").strip()
    if element.tag.startswith(XHTML) and name in HTML_ATTRIBUTES:
        for attribute, role in HTML_ATTRIBUTES[name]:
            if href := element.get(attribute, "").strip():
                yield Link(name, attribute, href, role, base)
    elif href := element.get(ATTRIBUTES.get(name, ""), "").strip():
        yield Link(name, ATTRIBUTES[name], href, Role.NAME, whole)
    if name in TEXTS and words:
        yield Link(name, "", words, Role.NAME, whole)
    elif name in HTML and "<" in words:
        for link in _links_in(words):
            yield link if link.base else Link(*link[:4], base)


@lru_cache(maxsize=1024)  # the feeds of a site have many entries in common
def _links_in(html: str) -> tuple[Link, ...]:
    return tuple(link for link, _ in html_links(parse_html(html)))
