"""Read a page of another site: which fragments it defines, and whether it is an error page."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from ...core.url import URL
from ..extract.encoding import decoded, encoding_of
from ..extract.html import fragments, parse_html
from .model import Response

ENOUGH_FOR_TITLE = 16 * 1024
"""Bytes that contain the title of a page."""
ENOUGH_FOR_FRAGMENTS = 4 * 1024 * 1024
"""Bytes; the fragments of a longer page are not checked."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]*+)?>([^<]{0,300})", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\s*(?:(?:error\W*)?404\b|.{0,60}\b(?:page|file|site|article)\s+(?:was\s+|could\s?n.t\s+be\s+)?not\s+found\b"
    r"|not\s+found\b|.{0,60}\W404(?:\s+error)?\s*\Z)",
    re.IGNORECASE | re.DOTALL,
)
_MADE_LATER = re.compile(r"(?:.*:~:|[!/?]|L\d+|page=|t=|v=|xywh=|nameddest=|zoom=)")
"""Fragments that are not an ``id``: text fragments, script routes, code lines, places in videos and PDFs."""


def is_html(response: Response) -> bool:
    """Tell whether a response is an HTML page."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml")


def text_of(response: Response) -> str:
    """Decode a page as a browser would."""
    label = _CHARSET.search(response.headers.get("content-type", ""))
    encoding = encoding_of(response.body, "page.html", label[1] if label else "", cut=not response.whole)
    return decoded(response.body, encoding)


def can_be_judged(fragment: str) -> bool:
    """Tell whether a missing ``id`` for this fragment would be a fault."""
    return bool(fragment) and fragment.lower() != "top" and not _MADE_LATER.match(fragment)


def defined(response: Response, wanted: Iterable[str]) -> dict[str, bool]:
    """Return, for each fragment, whether the page defines it; nothing if that cannot be known.

    The fragments of an incomplete page, and of one without any ``id``, cannot be known: a script may
    add the ``id`` in the browser.
    """
    if not is_html(response) or not response.whole:
        return {}
    text = text_of(response)
    known = set(fragments(parse_html(text)))
    if not known:
        return {}
    # Code hosts prefix every id, and their scripts accept fragments without the prefix.
    known |= {name.removeprefix("user-content-") for name in known}
    return {fragment: fragment in known or unquote(fragment) in known for fragment in wanted}


def title_of(response: Response) -> str:
    """Return the title of a page in one line; ``""`` if it has none or is not HTML."""
    match = _TITLE.search(text_of(response)) if is_html(response) else None
    return " ".join(match[1].split()) if match else ""


def are_alike(one: Response, other: Response) -> bool:
    """Tell whether two responses are the same: pages with one title, or files with one type and length."""
    if is_html(one) or is_html(other):
        return bool(title_of(one)) and title_of(one) == title_of(other)
    return all(
        one.headers.get(name) and one.headers.get(name) == other.headers.get(name)
        for name in ("content-type", "content-length")
    )


def looks_missing(response: Response, requested: str, found: str) -> str:
    """Return why a page with a good status looks like a missing page, or ``""``."""
    title = title_of(response)
    if _NOT_FOUND.match(title):
        return f"has the title of an error page: {title}"
    before, after = URL(requested), URL(found)
    same_site = before.hostname.removeprefix("www.") == after.hostname.removeprefix("www.")
    deep = len(before.pathname.strip("/").split("/")) > 1 or "." in before.pathname
    if same_site and deep and after.pathname == "/" and not after.search:
        return f"redirects to the home page of its site, {found}"
    return ""
