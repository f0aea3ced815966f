"""Absolute URLs in feed entries, which are read outside the site. Does not import Pelican."""

from typing import Any
from urllib.parse import urljoin

from .rewrite import rewrite

REFERENCE = "?ref=feed"
"""What Pelican's ``FEED_APPEND_REF`` adds to the link of an entry."""
HTML_FIELDS = ("description", "content")


def make_absolute(items: list[dict[str, Any]], made: dict[tuple[str, str], str]) -> None:
    """Make each URL in feed entries absolute; ``#here`` becomes the entry's URL with that fragment.

    ``made`` caches the converted texts, because an article can be in several feeds.
    Without an absolute site URL nothing is changed.
    """
    for item in items:
        base = item["link"].removesuffix(REFERENCE)
        for name in HTML_FIELDS if "://" in base else ():
            if text := item.get(name):
                key = base, str(text)
                made[key] = item[name] = made.get(key) or absolute(str(text), base)


def absolute(html: str, base: str) -> str:
    """Return HTML with its URLs resolved against the document at ``base``."""

    def join(href: str) -> str | None:
        try:
            return urljoin(base, href) if href and not href.startswith(("{", "|")) else None
        except ValueError:  # such as //[, which browsers reject too
            return None

    return rewrite(html, join)
