"""Read a page of another site: what its fragments can lead to, and whether it only looks like a page."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from ada_url import URL

from ..encoding import decoded, encoding_of
from ..extract import fragments, parse_html
from .model import Answer

ENOUGH_FOR_TITLE = 16 * 1024
"""Bytes in which a page says its title."""
ENOUGH_FOR_FRAGMENTS = 4 * 1024 * 1024
"""Bytes; of a longer page the fragments are not judged."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]*+)?>([^<]{0,300})", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\s*(?:(?:error\W*)?404\b|.{0,60}\b(?:page|file|site|article)\s+(?:was\s+|could\s?n.t\s+be\s+)?not\s+found\b"
    r"|not\s+found\b|.{0,60}\W404(?:\s+error)?\s*\Z)",
    re.IGNORECASE | re.DOTALL,
)
_MADE_LATER = re.compile(r"(?:.*:~:|[!/?]|L\d+|page=|t=|v=|xywh=|nameddest=|zoom=)")
"""Fragments that are no ``id``: of text, of routes in a script, of lines of code, of films and PDFs."""


def is_html(answer: Answer) -> bool:
    """Tell whether an answer is a page that has fragments."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml")


def text_of(answer: Answer) -> str:
    """Return the text of a page, read as a browser would."""
    told = _CHARSET.search(answer.headers.get("content-type", ""))
    encoding = encoding_of(answer.body, "page.html", told[1] if told else "", cut=not answer.whole)
    return decoded(answer.body, encoding)


def can_be_judged(fragment: str) -> bool:
    """Tell whether a page that has no such ``id`` would be at fault."""
    return bool(fragment) and fragment.lower() != "top" and not _MADE_LATER.match(fragment)


def defined(answer: Answer, wanted: Iterable[str]) -> dict[str, bool]:
    """Say of each fragment whether the page defines it; nothing of a page that cannot tell.

    A page without any ``id``, or with few and a script, may make them in the browser.
    """
    if not is_html(answer) or not answer.whole:
        return {}
    text = text_of(answer)
    known = set(fragments(parse_html(text)))
    if not known:
        return {}
    # Code hosts put the first before every id, and a script of theirs takes it away again.
    known |= {name.removeprefix("user-content-") for name in known}
    return {fragment: fragment in known or unquote(fragment) in known for fragment in wanted}


def title_of(answer: Answer) -> str:
    """Return the title of a page in one line; ``""`` if it has none, or is no page."""
    match = _TITLE.search(text_of(answer)) if is_html(answer) else None
    return " ".join(match[1].split()) if match else ""


def are_alike(one: Answer, other: Answer) -> bool:
    """Tell whether two answers have the same to show: pages of one title, or files of one type and length."""
    if is_html(one) or is_html(other):
        return bool(title_of(one)) and title_of(one) == title_of(other)
    return all(
        one.headers.get(name) and one.headers.get(name) == other.headers.get(name)
        for name in ("content-type", "content-length")
    )


def looks_missing(answer: Answer, asked: str, found: str) -> str:
    """Return what gives away a page that is not there though its status is fine, or ``""``."""
    title = title_of(answer)
    if _NOT_FOUND.match(title):
        return f"says that it is not there, in its title: {title}"
    before, after = URL(asked), URL(found)
    same_site = before.hostname.removeprefix("www.") == after.hostname.removeprefix("www.")
    deep = len(before.pathname.strip("/").split("/")) > 1 or "." in before.pathname
    if same_site and deep and after.pathname == "/" and not after.search:
        return f"leads to the home page of its site, {found}"
    return ""
