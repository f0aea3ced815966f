"""Links that begin at the root of the host, on a site that stands below a path of it. No disk.

``/about/`` means a page of the author's site, wherever that stands; published at
``https://user.github.io/project/`` it would lead to ``https://user.github.io/about/``.
"""

import re

from .rewrite import rewrite

ROOTED = re.compile(r"/(?![/\\])")
"""How an address begins that has a path and no host (WHATWG URL, "path-absolute-URL string")."""


def prefix_of(site_url: str) -> str:
    """Return the path on its host below which a site stands, such as ``/project``; mostly ``""``."""
    return re.sub(r"\A[a-z]+://[^/]*", "", site_url).rstrip("/")


def below(html: str, prefix: str) -> tuple[str, dict[str, str]]:
    """Return the HTML with those links below ``prefix``, and what became what.

    The second value maps each address as written to what it became. What its
    author put below the prefix already stays as it is.
    """
    made: dict[str, str] = {}

    def put(address: str) -> str | None:
        if not ROOTED.match(address) or f"{re.split('[?#]', address)[0]}/".startswith(f"{prefix}/"):
            return None
        return made.setdefault(address, prefix + address)

    return (rewrite(html, put), made) if prefix else (html, made)
