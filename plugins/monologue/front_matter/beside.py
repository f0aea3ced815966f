"""Links to files beside a source, as Astro, Hugo and GitHub resolve them, made Pelican's intrasite links.

``![](chart.png)`` in ``blog/heads/index.md`` means ``blog/heads/chart.png``, and ``[x](../other.md)`` means
that source; in the output neither stands where the link says. No disk: ``find`` says what is there.
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

LINK = re.compile(
    r"""(?P<tag><(?:a|img|video|audio|source|track|object|embed)\b[^<>]*\s(?:href|src|poster|data)=)"""
    r"""(?P<quote>["'])(?P<path>[^"'<>{}|?#:/][^"'<>{}|?#:]*)(?P<rest>[?#][^"'<>]*)?(?P=quote)"""
)
"""The last address of a start tag, which is the one that Pelican replaces, where it is a relative path."""

Find = Callable[[str], str]
"""Gives the kind of intrasite link (``filename``, ``attach``, ``static``) to a relative path, or ``""``."""


def link_beside(html: str, find: Find) -> tuple[str, dict[str, str]]:
    """Return the HTML with its links to files beside the source as intrasite links, and what became what.

    The second value maps each such address as written to the intrasite link, for
    whoever looks for a link in the source.
    """
    made: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        path, rest = match["path"], match["rest"] or ""
        kind = find(unquote(unescape(path)))
        if not kind:
            return match[0]
        made[unescape(path + rest)] = unescape(f"{{{kind}}}{path}{rest}")
        return f"{match['tag']}{match['quote']}{{{kind}}}{path}{rest}{match['quote']}"

    return LINK.sub(replace, html), made
