"""Absolute addresses in the entries of feeds, which are read far from the site. No Pelican."""

from typing import Any
from urllib.parse import urljoin

from .rewrite import rewrite

REFERENCE = "?ref=feed"
"""What Pelican's ``FEED_APPEND_REF`` adds to the link of an entry."""
HTML_FIELDS = ("description", "content")


def make_absolute(items: list[dict[str, Any]], made: dict[tuple[str, str], str]) -> None:
    """Make each address in the entries of a feed absolute; ``#here`` becomes the entry's own address with it.

    ``made`` keeps what was made of a text, since an article may stand in several
    feeds. A site without an absolute address stays as it is.
    """
    for item in items:
        base = item["link"].removesuffix(REFERENCE)
        for name in HTML_FIELDS if "://" in base else ():
            if text := item.get(name):
                key = base, str(text)
                made[key] = item[name] = made.get(key) or absolute(str(text), base)


def absolute(html: str, base: str) -> str:
    """Return HTML whose addresses are absolute, as they would be in the document at ``base``."""

    def join(address: str) -> str | None:
        try:
            return urljoin(base, address) if address and not address.startswith(("{", "|")) else None
        except ValueError:  # such as //[, which no browser opens either
            return None

    return rewrite(html, join)
