"""Say where in the author's own files a fault of the output belongs. No disk, no Pelican.

A document is made of a content and a theme. What stands in the part of it that
is the content's belongs to the Markdown, at the same link in the same order;
what stands elsewhere belongs to a template, a setting or the front matter, if
it stands there word for word. All this is looked up for faults only.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin

from .documents import kind_of
from .model import WHOLE, Fault, Link
from .parts import Content, Page
from .resolve import Resolver
from .site import Site
from .source import Spot, front_matter_of, spots_of


class Place(NamedTuple):
    """Where a fault can be mended."""

    path: str
    """As an author can open it."""
    spot: Spot
    """Line and column are 0 where they are not known."""
    text: str
    """The file's text; ``""`` where there is no such file."""
    shared: bool = False
    """Whether it shows in as many documents as use it: a template, a setting."""


@dataclass(frozen=True)
class Origins:
    """The author's files, and how to find a fault in them."""

    site: Site
    contents: tuple[Content, ...]
    copies: Mapping[str, str]
    """Documents that are copies of a file (static files, the theme's style sheets), and that file."""
    shared: Mapping[str, str]
    """Templates and settings, by the path an author can open: they show in many documents."""
    theme: str
    """The theme's folder, named where nothing better is known."""
    output: str
    """The output folder."""
    read: Callable[[str], str]
    """Gives the text of a document."""

    def place(self, fault: Fault) -> Place:
        """Return where a fault can be mended, as exactly as that can be told."""
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
        """Return a document as a whole, in the file it is a copy of, or in the output."""
        path = self.copies.get(document) or f"{self.output}/{document}"
        return Place(path, Spot("", 0, 0), "")

    def _page(self, path: str) -> Page:
        # Faults come document by document: keep the last one only.
        if path not in self._pages:
            self._pages.clear()
            self._pages[path] = Page(path, self.read(path))
        return self._pages[path]

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {}

    @cached_property
    def documents_of(self) -> dict[str, list[str]]:
        """The documents that each source is written to."""
        found: dict[str, list[str]] = {}
        for content in self.contents:
            found.setdefault(content.path, []).append(content.document)
        return found

    @cached_property
    def _owners(self) -> dict[str, Content]:
        return {content.document: content for content in self.contents}

    @cached_property
    def _users(self) -> dict[str, list[Content]]:
        """The contents that use an address."""
        users: dict[str, list[Content]] = {}
        for content in self.contents:
            for href in content.uses:
                users.setdefault(href, []).append(content)
        return users

    def _in_content(self, page: Page, fault: Fault) -> Place | None:
        """Find the content that the link came from: its HTML stands in the document, around the link."""
        href, offset = fault.link.href, page.offset(fault.nth, fault.link.href)
        own, users = self._owner_of(fault), self._users.get(href, [])
        if own and href in own.uses:
            start, end = page.span_of(own.parts[0])
            # In a feed the HTML is escaped, and a theme may have changed it: trust the address.
            if start < 0 or start <= offset < end:
                return _in_source(own, href, page.nth(href, offset, max(start, 0)), page.words(offset))
        for content in users:
            for part in content.parts if content is not own else ():
                start, end = page.span_of(part)
                if start <= offset < end:
                    return _in_source(content, href, page.nth(href, offset, start), page.words(offset))
        return None

    def _in_any_content(self, href: str) -> Place | None:
        """Trust the address of a link in a listing whose theme changed the HTML around it."""
        return next((_in_source(content, href, 0) for content in self._users.get(href, ())), None)

    def is_repeated(self, fault: Fault, told: Container[tuple[str, str, Link]]) -> bool:
        """Tell whether an entry of a feed repeats what is ``told`` of the content's own document.

        ``told`` has (document, rule, link), and the same with ``""`` for any rule.
        """
        own = self._owner_of(fault) if fault.link.base else None
        if own is None:
            return False
        written = self._as_written(fault).link
        rule = fault.rule if written == fault.link else ""  # of an absolute address other things are wrong
        return (own.document, rule, written._replace(base="")) in told

    def _as_written(self, fault: Fault) -> Fault:
        """Return a fault in an entry of a feed with the address as its content has it, not made absolute."""
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
        """Return the content that a document, or an entry of a feed, was written from."""
        if not fault.link.base:
            return self._owners.get(fault.document)
        entry = Resolver(self.site.root).resolve(WHOLE._replace(href=fault.link.base), "")
        return self._owners.get(self.site.find(entry.path) or "")

    def _in_shared(self, href: str) -> Place | None:
        """Find a link in the templates and settings; there it may stand behind ``{{ SITEURL }}``."""
        if href not in self._shared_places:
            forms = {href: None, href.removeprefix(self.site.url): None}
            files = [(path, text, form) for form in forms for path, text in self.shared.items()]
            places = (_word_in(path, text, form, shared=True) for path, text, form in files)
            self._shared_places[href] = next(filter(None, places), None)
        return self._shared_places[href]

    def _in_front_matter(self, href: str, own: Content | None) -> Place | None:
        """Find a link among the fields of a content, the document's own first, where ``SITEURL`` may lack."""
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
        """Name the theme for a document, and the file itself for a feed, a sitemap, a style sheet."""
        if kind_of(page.path) == "html":
            return Place(self.theme, Spot(fault.link.href, 0, 0), "", shared=True)
        return Place(f"{self.output}/{page.path}", page.spot(fault), page.text, shared=True)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _word_in(path: str, text: str, href: str, *, shared: bool = False) -> Place | None:
    """Return the first place where an address stands in a text as a word of its own."""
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
    """Find a link in a file that the source includes, or at the line that includes what is not found."""
    texts, line = content.included
    for path, text in texts.items():
        if place := _word_in(path, text, href, shared=True):
            return place
    return Place(content.path, Spot(href, line, 0), content.text) if line else None
