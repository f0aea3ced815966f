"""The values that the stages of an import pass on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Entry = tuple[str, str]
"""A label and a URL, as in ``MENUITEMS``."""


class ImportRefusedError(Exception):
    """The site cannot be imported; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the owner should know, or do by hand."""

    path: str
    """The file that it is about, relative to the former site; or a setting."""
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """The files of the site that is imported."""

    names: tuple[str, ...]
    """The path of each file, relative to the site, sorted; without what is never copied."""
    text: Callable[[str], str]
    """Return the text of a file; empty if it does not exist or is not text."""
    skipped: tuple[Note, ...] = ()
    """Secrets, and links out of the site, which are never copied."""

    def below(self, folder: str) -> list[str]:
        """Return the files in a folder, at any depth; an empty name is the whole site."""
        return [name for name in self.names if not folder or name.startswith(f"{folder}/")]

    def first(self, *names: str) -> str:
        """Return the first of these files that exists, or an empty text."""
        return next((name for name in names if name in set(self.names)), "")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the old configuration says about the site."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    url: str = ""
    """With the path below which the site is published, without a final slash."""
    language: str = ""
    timezone: str = ""
    menu: tuple[Entry, ...] = ()
    social: tuple[Entry, ...] = ()
    feeds: Mapping[str, str] = field(default_factory=dict)
    """Settings of feeds, such as ``FEED_ALL_RSS``, and their output files."""


@dataclass(frozen=True, slots=True)
class Section:
    """A folder whose texts are of one kind and have one start of their URL."""

    folder: str
    """Below the content folder; empty for the content folder itself."""
    route: str
    """The start of the URLs, such as ``blog/``; may be empty."""
    kind: str
    """``"article"`` or ``"page"``."""
    title: str = ""
    has_listing: bool = True
    """Whether the former site had a listing at ``route``."""


SECTIONS = Section("sections", "", "page")
"""The texts about sections of articles. They are in a folder of their own, because Pelican would read
``blog/_index.md`` as an article."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown file, and where it was on the former site."""

    source: str
    """Relative to the former site."""
    path: str
    """Relative to the content folder of the new site."""
    section: Section
    address: str
    """The URL relative to the site's root: ``blog/name/``, ``about.html``; empty for the front page."""
    fields: Mapping[str, Any]
    date: datetime | None = None
    language: str = ""
    """If it is not the site's own."""
    title: str = ""
    """A title that the code of the former site made; empty if the front matter has one."""

    @property
    def save_as(self) -> str:
        """Return the output file."""
        return self.address if self.address.endswith((".html", ".htm")) else f"{self.address}index.html"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A text that is copied, but not published."""

    source: str
    path: str
    """Below the content folder."""
    address: str
    message: str


@dataclass(frozen=True, slots=True)
class Former:
    """A site of another generator, as its files describe it."""

    generator: str
    identity: Identity
    content: str
    """The folder of the new site with the texts: Pelican's ``PATH``."""
    texts: tuple[Text, ...]
    files: tuple[tuple[str, str], ...] = ()
    """The other files that are copied: the path on the former site, and the path in the new one."""
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Note, ...] = ()
    names: tuple[str, ...] = ()
    """The path of each file of the former site."""
    skipped: tuple[Note, ...] = ()
    redirects: str = ""
    """The text of the file ``_redirects``."""
    patterns: tuple[str, ...] = ()
    """Pelican's patterns that may give the articles their URLs, the most likely one first."""
    page_patterns: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    """The pattern of the listings of ``"tag"``, ``"category"`` or ``"author"``, where it is known."""
    url_fields: frozenset[str] = frozenset()
    """The fields of the front matter that set a URL in this generator."""
