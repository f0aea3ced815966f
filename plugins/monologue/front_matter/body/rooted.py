"""Root-relative links on a site that is published below a path. Does not touch the disk.

``/about/`` means a page of the author's site; published at ``https://user.github.io/project/``
it would lead to ``https://user.github.io/about/``.
"""

import re

from .rewrite import rewrite

ROOTED = re.compile(r"/(?![/\\])")
"""The start of a URL with an absolute path and no host (WHATWG URL, "path-absolute-URL string")."""


def prefix_of(site_url: str) -> str:
    """Return the path below which a site is published, such as ``/project``; usually ``""``."""
    return re.sub(r"\A[a-z]+://[^/]*", "", site_url).rstrip("/")


def below(html: str, prefix: str) -> tuple[str, dict[str, str]]:
    """Return the HTML with root-relative links moved below ``prefix``, and a mapping of the changes.

    The mapping has each changed URL as written, and its new URL. URLs that are
    already below the prefix are not changed.
    """
    made: dict[str, str] = {}

    def moved(href: str) -> str | None:
        if not ROOTED.match(href) or f"{re.split('[?#]', href)[0]}/".startswith(f"{prefix}/"):
            return None
        return made.setdefault(href, prefix + href)

    return (rewrite(html, moved), made) if prefix else (html, made)
