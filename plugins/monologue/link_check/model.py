"""The data types of the link check: documents define paths and fragments, links use them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a browser does with a link."""

    FOLLOW = "follow"
    """A reader goes there: ``a``, ``area``, ``form``."""
    OPEN = "open"
    """As FOLLOW, in a new window that can control this one."""
    LOAD = "load"
    """The document needs it to be shown: images, styles, scripts, frames."""
    NAME = "name"
    """It is metadata for programs: canonical, ``cite``, ``og:image``, JSON-LD, feeds."""
    CONNECT = "connect"
    """A connection is opened early, without a request."""
    MAP = "map"
    """The image map of this document that ``usemap`` names."""

    __hash__ = str.__hash__  # that of enumerations is a function in Python, and each link is hashed


class Link(NamedTuple):
    """One use of a URL. A tuple, because a site of 1,000 pages has some 60,000 links."""

    element: str
    attribute: str
    """The attribute; ``""`` if the URL is in text (CSS, JSON-LD, a sitemap)."""
    href: str
    """The URL as written, with entities decoded and surrounding white space removed."""
    role: Role
    base: str = ""
    """The base URL that the document declares (``<base>``, the entry of a feed); usually ``""``."""


WHOLE = Link("", "", "", Role.NAME)
"""A placeholder link for findings about a whole document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A generated file that has links: the URLs it uses and the fragments it defines."""

    path: str
    """Relative to the output folder, with ``/``."""
    links: tuple[Link, ...] = ()
    """In the order of the file, without those that the author marked as ignored."""
    fragments: frozenset[str] | None = None
    """The fragments that the document defines; None if unknown (a feed, a style sheet)."""
    maps: frozenset[str] = frozenset()
    """The names of its image maps."""
    fault: str = ""
    """Why the file could not be read; usually ``""``."""
    failure: "Finding | None" = None
    """The finding if the check itself failed on the file; usually None."""


NO_DOCUMENT = Document("")
"""The document for rules that must not depend on it."""


class Target(NamedTuple):
    """What a link resolves to."""

    kind: str
    """``internal``, ``external``, ``mailto``, ``tel``, ``scheme`` (any other), ``intrasite`` (a link such as
    ``{filename}`` that Pelican did not replace), ``map`` (an image map), ``empty``, ``invalid``, or
    ``document`` (for ``WHOLE``)."""
    scheme: str = ""
    """In lower case, without the colon; for an intrasite link, the word in braces."""
    url: str = ""
    """The absolute URL that a browser would request."""
    path: str = ""
    """For an internal target, the path from the site's root, percent-decoded; ``""`` is the home page."""
    fragment: str = ""
    """As written, without the ``#``."""
    absolute: bool = False
    """Whether the link contains its host."""
    plain: bool = False
    """Whether the link has only letters, digits and separators in their usual places (see ``resolve``)."""


class Use(NamedTuple):
    """A link, its base, and its target."""

    link: Link
    target: Target
    base: str = ""
    """The base of the link, as returned by ``Bases``."""
    document: Document = NO_DOCUMENT
    """The document that contains the link, for rules of the scope ``document``."""


class Finding(NamedTuple):
    """What a rule reports about a link."""

    message: str
    hint: str = ""
    replacement: str = ""
    """The corrected link, in the form of the output, if there is only one correction; else ``""``."""


class Fault(NamedTuple):
    """A finding and its place in the output."""

    rule: str
    severity: str
    finding: Finding
    document: str
    link: Link
    nth: int
    """The index of the link in the document, from 0; -1 for ``WHOLE``."""
