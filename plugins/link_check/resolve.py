"""Say where a link leads: the address as written and what it starts from give a target. No network."""

import re
from urllib.parse import unquote

from ada_url import join_url

from .model import Link, Target

NOWHERE = "https://site.invalid"
"""Stands for the site's own address while ``SITEURL`` is empty (RFC 6761 keeps it free)."""

WEB = frozenset({"http", "https"})
PERSONAL = frozenset({"mailto", "tel"})
ABSOLUTE = ("https://", "http://", "mailto:")
"""How most links begin that do not depend on where they stand."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = re.compile(r"[\t\n]")
"""Browsers take these out of an address before they read it (WHATWG URL, section 4.4)."""
_INTRASITE = re.compile(r"/?(?:\{|%7B|\|)([a-z]+)(?:\}|%7D|\|)", re.IGNORECASE)
_PATH = re.compile(r"[^?#]*")


def base_of(link: Link, document: str) -> str:
    """Return what a link of ``document`` starts from, relative to the site's root.

    It is as little as the link depends on, so that the same link of many
    documents is resolved and judged once.
    """
    href = link.href
    if href.startswith(ABSOLUTE):
        return ""
    if link.base:
        return link.base
    if href[:1] in ("#", "?", ""):
        return _quote(document)
    if href[0] == "/":
        return ""
    return _quote(document[: document.rfind("/") + 1])


def root_of(site_url: str) -> str:
    """Return the address that every document's own begins with; it ends with a slash."""
    root = join_url(f"{NOWHERE}/", f"{site_url.rstrip('/')}/" if site_url else "")
    return root if root.startswith("http") else f"{NOWHERE}/"


class Resolver:
    """Resolves the links of one site, which stands at ``root``."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._bases: dict[str, str] = {}
        self._on_site = re.compile(f"https?{re.escape(root[root.index(':') : -1])}(?:/|(?=[?#])|\\Z)")

    def resolve(self, link: Link, base: str) -> Target:
        """Return the target of a link that starts from ``base``, as ``base_of`` gives it."""
        href = link.href
        if not href:
            return Target("empty")
        if intrasite := _INTRASITE.match(href):
            return Target("intrasite", intrasite[1].lower())
        bare = _IGNORED.sub("", href)
        match = _SCHEME.match(bare)
        scheme = match[1].lower() if match else ""
        if scheme and scheme not in WEB:
            return Target(scheme if scheme in PERSONAL else "scheme", scheme, bare)
        try:
            if base not in self._bases:
                self._bases[base] = join_url(self._root, base)
            url = join_url(self._bases[base], bare)
        except ValueError:
            return Target("invalid", scheme, bare)
        fragment = bare.partition("#")[2]
        absolute = bool(scheme) or bare.startswith(("//", "\\\\"))
        if on_site := self._on_site.match(url):
            path = unquote(_PATH.match(url, on_site.end())[0])  # type: ignore[index]
            return Target("internal", scheme, url, path, fragment, absolute)
        return Target("external", url.partition(":")[0], url, "", fragment, absolute)


def _quote(path: str) -> str:
    """Write a path of the output as the part of a URL that it is."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
