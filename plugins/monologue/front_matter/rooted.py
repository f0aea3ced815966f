"""Links that begin at the root of the host, on a site that stands below a path of it. No disk.

``/about/`` means a page of the author's site, wherever that stands; published at
``https://user.github.io/project/`` it would lead to ``https://user.github.io/about/``.
"""

import re
from html import unescape

TAG = re.compile(r"<[a-zA-Z][^<>]*>")
ADDRESS = re.compile(r"""(?P<before>\s(?:href|src|poster|data)=["'])(?P<address>/(?![/\\])[^"'<>]*)""")
"""An attribute whose address begins with one slash (WHATWG URL, "path-absolute-URL string")."""


def prefix_of(site_url: str) -> str:
    """Return the path on its host below which a site stands, such as ``/project``; mostly ``""``."""
    return re.sub(r"\A[a-z]+://[^/]*", "", site_url).rstrip("/")


def below(html: str, prefix: str) -> tuple[str, dict[str, str]]:
    """Return the HTML with those links below ``prefix``, and what became what.

    The second value maps each address as written to what it became. What its
    author put below the prefix already stays as it is.
    """
    made: dict[str, str] = {}

    def put(match: re.Match[str]) -> str:
        address = match["address"]
        if f"{re.split('[?#]', address)[0]}/".startswith(f"{prefix}/"):
            return match[0]
        made[unescape(address)] = unescape(prefix + address)
        return f"{match['before']}{prefix}{address}"

    return TAG.sub(lambda tag: ADDRESS.sub(put, tag[0]), html), made
