"""The text below the front matter: its first heading, and forbidden characters."""

import re
from html import unescape

from ..characters import Places, forbidden_reference
from ..model import Fault

FIRST_HEADING = re.compile(r"<h1\b[^<>]*>(?P<text>.*?)</h1>\s*", re.S)
TAG = re.compile(r"<[^<>]*>")


def heading_of(html: str) -> str:
    """Return the text of the first level-1 heading, or an empty text."""
    # Only up to the last end tag: otherwise each start tag after it would scan the rest of the text.
    match = FIRST_HEADING.search(html, 0, html.rfind("</h1>") + len("</h1>"))
    return " ".join(unescape(TAG.sub("", match["text"])).split()) if match else ""


def forbidden_references(html: str, body: str, first_line: int) -> list[Fault]:
    """Return one fault if the HTML of ``body`` has a reference to a forbidden character: ``&#27;``."""
    if not (reference := forbidden_reference(html)):
        return []
    place = Places(body, first_line).at(max(0, body.find(reference)))
    message = f"{reference} refers to a character that is not allowed in HTML or in a feed"
    return [Fault("forbidden-character", message, *place, "delete it, or write it as code")]


def without_title(html: str, title: str) -> str:
    """Drop a first heading that repeats the title, because the theme prints the title."""
    match = FIRST_HEADING.match(html.lstrip())
    return html.lstrip()[match.end() :] if match and _plain(heading_of(match[0])) == _plain(title) else html


def _plain(title: str) -> str:
    return " ".join(unescape(title).split()).casefold()
