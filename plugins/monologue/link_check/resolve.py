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
_PLAIN = re.compile(
    r"""(?P<origin>https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?=/))?  # no port, no IP address
        (?P<up>/?|(?:\.\./)*)
        (?P<down>(?:[\w~-][\w.~-]*/)*(?:[\w~-](?:[\w.~-]*[\w~-])?)?)  # no empty segment
        (?:\#(?P<fragment>[\w-]+))?""",
    re.ASCII | re.VERBOSE,
)
"""A web URL that is its own normalized form, or a relative one without encoded characters or single dots."""
_PLAIN_FRAGMENT = re.compile(r"[\w-]+", re.ASCII)
_PLAIN_FILE = re.compile(r"(?:[\w~-][\w.~-]*/)*[\w~-](?:[\w.~-]*[\w~-])?", re.ASCII)


def is_plain_path(path: str) -> bool:
    """Tell whether the path of a file is written in a URL as it is."""
    return _PLAIN_FILE.fullmatch(path) is not None


def is_plain_fragment(fragment: str) -> bool:
    """Tell whether an ``id`` is written in a URL as it is."""
    return _PLAIN_FRAGMENT.fullmatch(fragment) is not None


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
        self._folders: dict[str, list[str] | None] = {}
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
        return self._plain(href, base) or self._odd(href, base)

    def _odd(self, href: str, base: str) -> Target:
        """Return the target of a link that is not plain."""
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
        return target._replace(url=f"{target.url}#{fragment}", fragment=fragment)

    def _plain(self, href: str, base: str) -> Target | None:
        """Return the target of a plain link, as most links are; None for all others.

        The URL parser would return the same, but takes four times as long.
        """
        match = _PLAIN.fullmatch(href)
        if not match:
            return None
        origin, up, down, fragment = match.groups("")
        if origin:
            return self._absolute(href, fragment)
        path = self._path(up, down, base)
        if path is None or href[:1] == "#":  # that leads to the document, not to its folder
            return None
        end = f"#{fragment}" if fragment else ""
        return Target("internal", "", f"{self._root}{path}{end}", path, fragment, plain=True)

    def _absolute(self, href: str, fragment: str) -> Target:
        scheme = href[: href.index(":")]
        if on_site := self._on_site.match(href):
            path = href[on_site.end() :].partition("#")[0]
            return Target("internal", scheme, href, path, fragment, absolute=True, plain=True)
        return Target("external", scheme, href, "", fragment, absolute=True, plain=True)

    def _path(self, up: str, down: str, base: str) -> str | None:
        """Return the path of a plain relative link, from the site's root; None if it leaves the site."""
        if up == "/":
            return down if self._alone else None
        if base not in self._folders:
            plain = _PLAIN.fullmatch(base)
            is_path = plain and not (plain["origin"] or plain["up"] or plain["fragment"])
            self._folders[base] = base.split("/")[:-1] if is_path else None
        folders = self._folders[base]
        above = len(up) // len("../")
        if folders is None or above > len(folders):
            return None
        return "/".join([*folders[: len(folders) - above], down])

    def _whole(self, head: str, scheme: str, base: str) -> Target:
        """Return the target of a web URL without its fragment."""
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


def _quote(path: str) -> str:
    """Percent-encode an output path for a URL."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
