"""The cover of a content, where the front matter names a file: published, and told by its address. No disk.

Pelican resolves links in bodies alone. So the cover is made a tag, which goes the way of a body:
``cover_image: heads.png`` in ``blog/heads/index.md`` becomes ``/blog/heads/heads.png``.
"""

import re
from collections.abc import Callable
from copy import copy
from html import escape, unescape
from typing import Any

from .model import Fault, Reading

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
"""How an address begins that needs no file: with a scheme, or at the root (WHATWG URL)."""
BEFORE, AFTER = '<img src="', '">'

Linker = Callable[[str], tuple[str, dict[str, str]]]
"""Returns a content's HTML with its links as they must be here, and what became what."""


def link_cover(content: Any, reading: Reading, link: Linker) -> list[Fault]:
    """Name a content's cover as Pelican names files, and have the file published; tell if there is none."""
    cover = content.metadata.get("cover_image")
    if not isinstance(cover, str) or ADDRESS.match(cover):
        return []
    tag, _ = link(tag_of(cover))
    bearer = copy(content)
    bearer._content = tag
    if not (files := bearer.get_static_links()):
        field = reading.origins.get("cover_image", "")
        place = reading.source.positions.get(field, (1, 0))
        hint = "name a file beside the text, or an address that begins with / or https://"
        return [Fault("missing-cover", f"{field}: {cover} is no file and no address", *place, hint)]
    content._context["static_links"] |= files
    _set(content, _address(tag))
    return []


def resolve_cover(content: Any) -> None:
    """Make a cover that is named as Pelican names files an address; every file has its own by now."""
    cover = content.metadata.get("cover_image")
    if isinstance(cover, str) and cover.startswith("{"):
        _set(content, _address(content._update_content(tag_of(cover), content.get_siteurl())))


def tag_of(address: object) -> str:
    """Return a cover as a tag of HTML, whose address is resolved as in a body; nothing if it is not text."""
    return f"{BEFORE}{escape(address)}{AFTER}" if address and isinstance(address, str) else ""


def _address(tag: str) -> str:
    return unescape(tag.removeprefix(BEFORE).removesuffix(AFTER))


def _set(content: Any, cover: str) -> None:
    content.cover_image = content.metadata["cover_image"] = cover
