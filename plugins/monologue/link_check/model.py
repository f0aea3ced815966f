"""The words of the link check: documents define paths and fragments, links use them. Values only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a browser does with a link."""

    FOLLOW = "follow"
    """A reader goes there: ``a``, ``area``, ``form``."""
    OPEN = "open"
    """As FOLLOW, in a new window that keeps a handle on this one."""
    LOAD = "load"
    """The document needs it to be shown: images, styles, scripts, frames."""
    NAME = "name"
    """It is told to machines: canonical, ``cite``, ``og:image``, JSON-LD, feeds."""
    CONNECT = "connect"
    """A connection is opened early; nothing is asked for at that address."""
    MAP = "map"
    """The image map of this document that ``usemap`` names."""


class Link(NamedTuple):
    """One use of an address. A tuple: a site of 1,000 pages has some 60,000."""

    element: str
    attribute: str
    """The attribute; ``""`` where the address stands in text (CSS, JSON-LD, a sitemap)."""
    href: str
    """As it was written, with entities decoded and the white space around it removed."""
    role: Role
    base: str = ""
    """What the document says its relative links start from (``<base>``, a feed's entry); mostly ``""``."""


WHOLE = Link("", "", "", Role.NAME)
"""Stands for a link where a document as a whole is meant."""


@dataclass(frozen=True, slots=True)
class Document:
    """A written file that has links: what it uses and what it defines."""

    path: str
    """Relative to the output, with ``/``."""
    links: tuple[Link, ...] = ()
    """In the order of the file; what the author marked as ignored is not among them."""
    fragments: frozenset[str] | None = None
    """What a ``#`` can lead to; None where that cannot be told (a feed, a style sheet)."""
    maps: frozenset[str] = frozenset()
    """The names of its image maps."""
    fault: str = ""
    """Why the file could not be read; ``""`` mostly."""
    failure: "Finding | None" = None
    """What is to be said where the check itself failed on the file; see ``failure``."""


NO_DOCUMENT = Document("")
"""What a rule is shown that must not depend on the document."""


class Target(NamedTuple):
    """What a link resolves to."""

    kind: str
    """``internal``, ``external``, ``mailto``, ``tel``, ``scheme`` (any other), ``intrasite`` (a left-over
    of Pelican's), ``map`` (an image map), ``empty``, ``invalid``, or ``document`` (for ``WHOLE``)."""
    scheme: str = ""
    """In lower case, without the colon; of an intrasite link, the word in the braces."""
    url: str = ""
    """The absolute URL, as a browser would ask for it."""
    path: str = ""
    """Of an internal target: relative to the site's root, percent-decoded; ``""`` is the home page."""
    fragment: str = ""
    """As written, without the ``#``."""
    absolute: bool = False
    """Whether the link says its host itself."""


class Use(NamedTuple):
    """One link, what it starts from, and what it resolves to."""

    link: Link
    target: Target
    base: str = ""
    """What the link starts from, as ``Bases`` gives it."""
    document: Document = NO_DOCUMENT
    """The document that it stands in, for rules of that scope."""


class Scope(StrEnum):
    """What the finding of a rule depends on."""

    LINK = "link"
    """Only ``href``, ``role`` and ``base``: it is judged once a site, without a document."""
    DOCUMENT = "document"
    """Also the link's element and the document that it stands in: it is judged once a document."""


class Finding(NamedTuple):
    """What a rule has to say about a link."""

    message: str
    hint: str = ""
    replacement: str = ""
    """The link as it was meant, in the form of the output, where that is beyond doubt; else ``""``."""


class Fault(NamedTuple):
    """A rule's finding, and the place in the output where it was made."""

    rule: str
    severity: str
    finding: Finding
    document: str
    link: Link
    nth: int
    """Which of the document's links it is, from 0; -1 for ``WHOLE``."""
