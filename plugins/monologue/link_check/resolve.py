"""Resolve links: a URL as written and its base give a target. No network."""

import re
from urllib.parse import unquote

from ..core.url import join_url
from .model import Link, Role, Target

NOWHERE = "https://site.invalid"
"""The URL of the site while ``SITEURL`` is empty (reserved by RFC 6761)."""

WEB = frozenset({"http", "https"})
PERSONAL = frozenset({"mailto", "tel"})
ABSOLUTE = ("https://", "http://", "mailto:")
"""The beginnings of most links that do not depend on their document."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INTRASITE = re.compile(r"/?(?:\{|%7B|\|)([a-z]+)(?:\}|%7D|\|)", re.IGNORECASE)
_PATH = re.compile(r"[^?#]*")
_PLAIN = re.compile(r"(/?|(?:\.\./)*)((?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?)", re.ASCII)
"""A relative path without encoded characters, empty segments, dots or a host."""


class Bases:
    """The bases of the links of one document, as URL paths relative to the site's root."""

    def __init__(self, document: str) -> None:
        self._document = _quote(document)
        self._folder = self._document[: self._document.rfind("/") + 1]

    def base_of(self, link: Link) -> str:
        """Return the base of a link.

        The base is as short as possible, so that the same link in many documents is
        resolved and checked once. A link to a source (``{filename}a.md``, ``a.md``)
        depends on its document, because its source is relative to the document's source.
        """
        href = link.href
        if href.startswith(ABSOLUTE):
            return ""
        if link.base:
            return link.base
        if href[:1] in ("#", "?", "") or ".m" in href or "{" in href or "%7" in href or "|" in href:
            return self._document
        return "" if href[0] == "/" else self._folder


def document_of(base: str) -> str:
    """Return the path of the document of a base."""
    return unquote(base)


def root_of(site_url: str) -> str:
    """Return the URL of the site's root, with a slash at its end."""
    root = join_url(f"{NOWHERE}/", f"{site_url.rstrip('/')}/" if site_url else "")
    return root if root.startswith("http") else f"{NOWHERE}/"


class Resolver:
    """Resolves the links of one site; ``root`` is its URL."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._bases: dict[str, str] = {}
        self._heads: dict[tuple[str, str], Target] = {}
        self._alone = root.count("/") == 3  # the site is at the root of its host
        self._on_site = re.compile(f"https?{re.escape(root[root.index(':') : -1])}(?:/|(?=[?#])|\\Z)")

    def resolve(self, link: Link, base: str) -> Target:
        """Return the target of a link with the given ``base`` (see ``Bases``)."""
        href = link.href
        if not href:
            return Target("empty")
        if link.role is Role.MAP:  # the part before the # is ignored (WHATWG HTML, hash-name reference)
            return Target("map", fragment=href.partition("#")[2])
        if intrasite := _INTRASITE.match(href):
            return Target("intrasite", intrasite[1].lower())
        bare = href.replace("\t", "").replace("\n", "")  # as browsers do (WHATWG URL, section 4.4)
        match = _SCHEME.match(bare)
        scheme = match[1].lower() if match else ""
        if scheme and scheme not in WEB:
            return Target(scheme if scheme in PERSONAL else "scheme", scheme, bare)
        head, _, fragment = bare.partition("#")
        target = self._heads.get((head, base))
        if target is None:
            target = self._heads[head, base] = self._whole(head, scheme, base)
        if not fragment:
            return target
        kind, scheme, url, path, _, absolute = target
        return Target(kind, scheme, f"{url}#{fragment}", path, fragment, absolute)

    def _whole(self, head: str, scheme: str, base: str) -> Target:
        """Return the target of a web URL without its fragment."""
        if (path := self._plain_path(head, base)) is not None:
            return Target("internal", "", self._root + path, path)
        try:
            if base not in self._bases:
                self._bases[base] = join_url(self._root, base)
            url = join_url(self._bases[base], head)
        except ValueError:
            return Target("invalid", scheme, head)
        absolute = bool(scheme) or head.startswith(("//", "\\\\"))
        if on_site := self._on_site.match(url):
            path = unquote(_PATH.match(url, on_site.end())[0])  # type: ignore[index]
            return Target("internal", scheme, url, path, absolute=absolute)
        return Target("external", url.partition(":")[0], url, absolute=absolute)

    def _plain_path(self, head: str, base: str) -> str | None:
        """Return the path of a plain relative link, as most links are; None for all others.

        The URL parser would return the same, but takes four times as long.
        """
        match = _PLAIN.fullmatch(head) if head else None
        start = _PLAIN.fullmatch(base) if match else None
        if not match or not start or start[1]:
            return None
        up, down = match.groups()
        if up == "/":
            return down if self._alone else None
        folders = base.split("/")[:-1]
        above = len(up) // len("../")
        if above > len(folders):
            return None
        return "/".join([*folders[: len(folders) - above], down])


def _quote(path: str) -> str:
    """Percent-encode an output path for a URL."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
