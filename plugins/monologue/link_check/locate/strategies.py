"""The strategies that find the place of an occurrence in the author's files. No disk, no Pelican.

A document is made from a content and a theme. A link in the content's part of the document is
located in the Markdown, at the same occurrence of the same URL. A link elsewhere is located in
a template, a setting or the front matter that contains the URL literally.
"""

from collections.abc import Callable

from ..extract.documents import kind_of
from .content import Content
from .occurrence import Occurrence
from .origin import Origins
from .place import Place, Spot
from .source import first_place, front_matter_of

Strategy = Callable[[Occurrence, Origins], Place | None]


def locate(use: Occurrence, origins: Origins) -> Place:
    """Return the place that the first strategy with a result gives; the last one always has a result."""
    strategies = OF_LINK if use.offset >= 0 else OF_DOCUMENT
    places = (strategy(use, origins) for strategy in strategies)
    return next(filter(None, places))


def once(strategy: Strategy) -> Strategy:
    """Ask a strategy that depends on the URL only once for each URL: a menu is in every document."""

    def asked(use: Occurrence, origins: Origins) -> Place | None:
        key = strategy.__name__, use.href
        if key not in origins.found:
            origins.found[key] = strategy(use, origins)
        return origins.found[key]

    return asked


def in_copied_file(use: Occurrence, origins: Origins) -> Place | None:
    """In the file that the document is a copy of, at the same place as in the document."""
    path = origins.copies.get(use.document.path)
    return Place(path, use.document.spot_at(use.offset, use.href), use.document.text) if path else None


def in_content(use: Occurrence, origins: Origins) -> Place | None:
    """In the source of the content whose HTML surrounds the link."""
    if not use.content:
        return None
    return use.content.place(use.href, use.nth, use.document.words_around(use.offset))


@once
def in_shared_file(use: Occurrence, origins: Origins) -> Place | None:
    """In a template or a settings file, also after ``{{ SITEURL }}``."""
    files = ((path, text, form) for form in _forms(use, origins) for path, text in origins.shared.items())
    return next(filter(None, (first_place(*file, shared=True) for file in files)), None)


def in_own_fields(use: Occurrence, origins: Origins) -> Place | None:
    """In the front matter of the document's own content, where ``SITEURL`` may be missing."""
    own = origins.owners.get(use.document.path)
    places = (_in_fields(own, form) for form in _forms(use, origins)) if own else ()
    return next(filter(None, places), None)


@once
def in_any_fields(use: Occurrence, origins: Origins) -> Place | None:
    """In the front matter of any content, which a template may show in other documents."""
    return next(filter(None, (_in_fields(content, use.href) for content in origins.contents)), None)


def in_any_content(use: Occurrence, origins: Origins) -> Place | None:
    """In any content that uses the URL, for a listing whose theme changed the HTML around the link."""
    return next((content.place(use.href) for content in origins.users.get(use.href, ())), None)


def in_output(use: Occurrence, origins: Origins) -> Place:
    """In the theme for an HTML document, in the document itself for any other."""
    if kind_of(use.document.path) == "html":
        return Place(origins.theme, Spot(use.href, 0, 0), "", shared=True)
    spot = use.document.spot_at(use.offset, use.href)
    return Place(f"{origins.output}/{use.document.path}", spot, use.document.text, shared=True)


OF_LINK: tuple[Strategy, ...] = (
    in_copied_file,
    in_content,
    in_shared_file,
    in_own_fields,
    in_any_fields,
    in_any_content,
    in_output,
)
OF_DOCUMENT: tuple[Strategy, ...] = (in_copied_file, in_output)
"""For a fault of the whole document."""


def _forms(use: Occurrence, origins: Origins) -> tuple[str, str]:
    """Return the URL, and the URL without that of the site."""
    return use.href, use.href.removeprefix(origins.site.url)


def _in_fields(content: Content, href: str) -> Place | None:
    if href not in content.text:
        return None
    place = first_place(content.path, front_matter_of(content.text), href)
    return place._replace(text=content.text) if place else None
