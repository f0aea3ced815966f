"""Find the place of a fault of the output in the author's files. No disk, no Pelican.

A document is made from a content and a theme. A fault in the content's part of the document is
located in the Markdown, at the same occurrence of the same link. A fault elsewhere is located
in a template, a setting or the front matter that contains the URL literally.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin

from ..extract.documents import kind_of
from ..model import WHOLE, Fault, Link
from ..resolve import Resolver
from ..site import Site
from .parts import Content, Page
from .source import Spot, front_matter_of, spots_of


class Place(NamedTuple):
    """Where a fault can be corrected."""

    path: str
    """A path that the author can open."""
    spot: Spot
    """Line and column are 0 where they are not known."""
    text: str
    """The text of the file; ``""`` if there is no such file."""
    shared: bool = False
    """Whether it affects many documents, like a template or a setting."""


@dataclass(frozen=True)
class Origins:
    """The author's files, and the search for faults in them."""

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

    def place(self, fault: Fault) -> Place:
        """Return where a fault can be corrected, as exactly as possible."""
        fault = self._as_written(fault)
        page = self._page(fault.document)
        if fault.document in self.copies:
            return Place(self.copies[fault.document], page.spot(fault), page.text)
        if fault.nth < 0:
            return self._elsewhere(page, fault)
        return (
            self._in_content(page, fault)
            or self._in_shared(fault.link.href)
            or self._in_front_matter(fault.link.href, self._owners.get(fault.document))
            or self._in_any_content(fault.link.href)
            or self._elsewhere(page, fault)
        )

    def whole(self, document: str) -> Place:
        """Return a place for a whole document: the file it is a copy of, or the output file."""
        path = self.copies.get(document) or f"{self.output}/{document}"
        return Place(path, Spot("", 0, 0), "")

    def _page(self, path: str) -> Page:
        # Faults are ordered by document, so only the last one is kept.
        if path not in self._pages:
            self._pages.clear()
            self._pages[path] = Page(path, self.read(path))
        return self._pages[path]

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {}

    @cached_property
    def documents_of(self) -> dict[str, list[str]]:
        """The documents of each source."""
        found: dict[str, list[str]] = {}
        for content in self.contents:
            found.setdefault(content.path, []).append(content.document)
        return found

    @cached_property
    def _owners(self) -> dict[str, Content]:
        return {content.document: content for content in self.contents}

    @cached_property
    def _users(self) -> dict[str, list[Content]]:
        """The contents that use each URL."""
        users: dict[str, list[Content]] = {}
        for content in self.contents:
            for href in content.uses:
                users.setdefault(href, []).append(content)
        return users

    def _in_content(self, page: Page, fault: Fault) -> Place | None:
        """Find the content that the link comes from: its HTML surrounds the link in the document."""
        href, offset = fault.link.href, page.offset(fault.nth, fault.link.href)
        own, users = self._owner_of(fault), self._users.get(href, [])
        if own and href in own.uses:
            start, end = page.span_of(own.parts[0])
            # A feed escapes the HTML, and a theme may have changed it: then the URL alone decides.
            if start < 0 or start <= offset < end:
                return _in_source(own, href, page.nth(href, offset, max(start, 0)), page.words(offset))
        for content in users:
            for part in content.parts if content is not own else ():
                start, end = page.span_of(part)
                if start <= offset < end:
                    return _in_source(content, href, page.nth(href, offset, start), page.words(offset))
        return None

    def _in_any_content(self, href: str) -> Place | None:
        """Find any content that uses the URL, for a listing whose theme changed the HTML around the link."""
        return next((_in_source(content, href, 0) for content in self._users.get(href, ())), None)

    def is_repeated(self, fault: Fault, reported: Container[tuple[str, str, Link]]) -> bool:
        """Tell whether a fault in the entry of a feed was ``reported`` for the content's own document.

        ``reported`` has (document, rule, link), and the same with ``""`` for any rule.
        """
        own = self._owner_of(fault) if fault.link.base else None
        if own is None:
            return False
        written = self._as_written(fault).link
        rule = fault.rule if written == fault.link else ""  # an absolute URL breaks other rules
        return (own.document, rule, written._replace(base="")) in reported

    def _as_written(self, fault: Fault) -> Fault:
        """Return a fault in the entry of a feed with the URL as written in its content, not made absolute."""
        own = self._owner_of(fault) if fault.link.base else None
        if own is None or fault.link.href in own.uses:
            return fault
        base = fault.link.base.partition("?")[0]
        if (own.document, base) not in self._absolute:
            self._absolute[own.document, base] = {_joined(base, href): href for href in own.uses}
        href = self._absolute[own.document, base].get(fault.link.href, fault.link.href)
        return fault._replace(link=fault.link._replace(href=href))

    @cached_property
    def _absolute(self) -> dict[tuple[str, str], dict[str, str]]:
        return {}

    def _owner_of(self, fault: Fault) -> Content | None:
        """Return the content of a document or of an entry of a feed."""
        if not fault.link.base:
            return self._owners.get(fault.document)
        entry = Resolver(self.site.root).resolve(WHOLE._replace(href=fault.link.base), "")
        return self._owners.get(self.site.find(entry.path) or "")

    def _in_shared(self, href: str) -> Place | None:
        """Find a link in the templates and settings, also after ``{{ SITEURL }}``."""
        if href not in self._shared_places:
            forms = {href: None, href.removeprefix(self.site.url): None}
            files = [(path, text, form) for form in forms for path, text in self.shared.items()]
            places = (_word_in(path, text, form, shared=True) for path, text, form in files)
            self._shared_places[href] = next(filter(None, places), None)
        return self._shared_places[href]

    def _in_front_matter(self, href: str, own: Content | None) -> Place | None:
        """Find a link in front matter, first the document's own; ``SITEURL`` may be missing there."""
        for form in (href, href.removeprefix(self.site.url)):
            if own and (place := _in_fields(own, form)):
                return place
        if href not in self._field_places:
            places = (_in_fields(content, href) for content in self.contents)
            self._field_places[href] = next(filter(None, places), None)
        return self._field_places[href]

    @cached_property
    def _shared_places(self) -> dict[str, Place | None]:
        return {}

    @cached_property
    def _field_places(self) -> dict[str, Place | None]:
        return {}

    def _elsewhere(self, page: Page, fault: Fault) -> Place:
        """Return the theme for an HTML document, and the file itself for any other document."""
        if kind_of(page.path) == "html":
            return Place(self.theme, Spot(fault.link.href, 0, 0), "", shared=True)
        return Place(f"{self.output}/{page.path}", page.spot(fault), page.text, shared=True)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _word_in(path: str, text: str, href: str, *, shared: bool = False) -> Place | None:
    """Return the first place of a URL in a text, not as part of a longer word."""
    if len(href) < 2 or href not in text:
        return None
    return next((Place(path, spot, text, shared) for spot in spots_of(text, href)), None)


def _in_fields(content: Content, href: str) -> Place | None:
    if href not in content.text:
        return None
    place = _word_in(content.path, front_matter_of(content.text), href)
    return place._replace(text=content.text) if place else None


def _in_source(content: Content, href: str, nth: int, words: Iterable[tuple[str, int]] = ()) -> Place:
    spot = content.spot(href, nth, words)
    return (None if spot.column else _in_included(content, href)) or Place(content.path, spot, content.text)


def _in_included(content: Content, href: str) -> Place | None:
    """Find a link in an included file, or return the line that includes a file that is not found."""
    texts, line = content.included
    for path, text in texts.items():
        if place := _word_in(path, text, href, shared=True):
            return place
    return Place(content.path, Spot(href, line, 0), content.text) if line else None
