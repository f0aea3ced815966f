"""The author's files, and the documents that were made from them. No disk, no Pelican."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from ..model import WHOLE, Link
from ..resolve import Resolver
from ..site import Site
from .content import Content
from .document import DocumentText
from .place import Place, Spot


@dataclass(frozen=True)
class Origins:
    """The author's files, in which the places of faults are searched."""

    site: Site
    contents: tuple[Content, ...]
    copies: Mapping[str, str]
    """For each document that is a copy of a file (static files, style sheets of the theme), that file."""
    shared: Mapping[str, str]
    """The text of each template and settings file, by path; they affect many documents."""
    theme: str
    """The folder of the theme, reported if no better place is known."""
    output: str
    """The output folder."""
    read: Callable[[str], str]
    """Returns the text of a document."""

    def whole(self, document: str) -> Place:
        """Return a place for a whole document: the file it is a copy of, or the output file."""
        path = self.copies.get(document) or f"{self.output}/{document}"
        return Place(path, Spot("", 0, 0), "")

    def document_at(self, path: str) -> DocumentText:
        """Return a document with its text. Faults are ordered by document, so only the last one is kept."""
        if path not in self._last:
            self._last.clear()
            self._last[path] = DocumentText(path, self.read(path))
        return self._last[path]

    @cached_property
    def _last(self) -> dict[str, DocumentText]:
        return {}

    @cached_property
    def documents_of(self) -> dict[str, list[str]]:
        """The documents of each source."""
        found: dict[str, list[str]] = {}
        for content in self.contents:
            found.setdefault(content.path, []).append(content.document)
        return found

    @cached_property
    def owners(self) -> dict[str, Content]:
        """The content of each document that has one."""
        return {content.document: content for content in self.contents}

    @cached_property
    def users(self) -> dict[str, list[Content]]:
        """The contents that use each URL."""
        users: dict[str, list[Content]] = {}
        for content in self.contents:
            for href in content.uses:
                users.setdefault(href, []).append(content)
        return users

    def source_of(self, link: Link, document: str) -> tuple[Content | None, str]:
        """Return the content of a document, or of a feed entry, and the URL of a link as written there."""
        owner = self._owner_of(link, document)
        return owner, self._as_written(link, owner) if owner and link.base else link.href

    def _owner_of(self, link: Link, document: str) -> Content | None:
        if not link.base:
            return self.owners.get(document)
        entry = Resolver(self.site.root).resolve(WHOLE._replace(href=link.base), "")
        return self.owners.get(self.site.find(entry.path) or "")

    def _as_written(self, link: Link, owner: Content) -> str:
        """Return the URL of a link in a feed as its content has it, before it was made absolute."""
        if link.href in owner.uses:
            return link.href
        base = link.base.partition("?")[0]
        if (owner.document, base) not in self._absolute:
            self._absolute[owner.document, base] = {_joined(base, href): href for href in owner.uses}
        return self._absolute[owner.document, base].get(link.href, link.href)

    @cached_property
    def _absolute(self) -> dict[tuple[str, str], dict[str, str]]:
        """For each content and base, its URLs by their absolute form."""
        return {}

    @cached_property
    def found(self) -> dict[tuple[str, str], Place | None]:
        """The cached places of the strategies that depend on the URL only, by strategy and URL."""
        return {}


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href
