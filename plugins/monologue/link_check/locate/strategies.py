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


def locate(occurrence: Occurrence, origins: Origins) -> Place:
    """Return the place that the first strategy with a result gives, else the theme or the output file."""
    for strategy in OF_LINK if occurrence.offset >= 0 else OF_DOCUMENT:
        if place := strategy(occurrence, origins):
            return place
    return in_output(occurrence, origins)


def once(strategy: Strategy) -> Strategy:
    """Ask a strategy that depends on the URL only once for each URL: a menu is in every document."""

    def asked(occurrence: Occurrence, origins: Origins) -> Place | None:
        key = strategy.__name__, occurrence.href
        if key not in origins.found:
            origins.found[key] = strategy(occurrence, origins)
        return origins.found[key]

    return asked


def in_copied_file(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In the file that the document is a copy of, at the same place as in the document."""
    path = origins.copies.get(occurrence.document.path)
    return Place(path, occurrence.spot, occurrence.document.text) if path else None


def in_content(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In the source of the content whose HTML surrounds the link."""
    if not occurrence.content:
        return None
    return occurrence.content.place_in_source(occurrence.href, occurrence.nth, occurrence.words)


@once
def in_shared_file(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In a template or a settings file, also after ``{{ SITEURL }}``."""
    forms = _forms(occurrence, origins)
    files = ((path, text, form) for form in forms for path, text in origins.shared.items())
    return next(filter(None, (first_place(*file, shared=True) for file in files)), None)


def in_own_fields(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In the front matter of the document's own content, where ``SITEURL`` may be missing."""
    own = origins.owners.get(occurrence.document.path)
    places = (_in_fields(own, form) for form in _forms(occurrence, origins)) if own else ()
    return next(filter(None, places), None)


@once
def in_any_fields(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In the front matter of any content, which a template may show in other documents."""
    return next(filter(None, (_in_fields(content, occurrence.href) for content in origins.contents)), None)


def in_any_content(occurrence: Occurrence, origins: Origins) -> Place | None:
    """In any content that uses the URL, for a listing whose theme changed the HTML around the link."""
    users = origins.users.get(occurrence.href)
    return users[0].place_in_source(occurrence.href) if users else None


def in_output(occurrence: Occurrence, origins: Origins) -> Place:
    """In the theme for an HTML document, in the document itself for any other."""
    path, text = occurrence.document.path, occurrence.document.text
    if kind_of(path) == "html":
        return Place(origins.theme, Spot(occurrence.href, 0, 0), "", shared=True)
    return Place(f"{origins.output}/{path}", occurrence.spot, text, shared=True)


OF_LINK: tuple[Strategy, ...] = (
    in_copied_file,
    in_content,
    in_shared_file,
    in_own_fields,
    in_any_fields,
    in_any_content,
)
"""The strategies for a link, in their order: the surest first."""
OF_DOCUMENT: tuple[Strategy, ...] = (in_copied_file,)
"""The strategies for a fault of the whole document."""


def _forms(occurrence: Occurrence, origins: Origins) -> tuple[str, str]:
    """Return the URL, and the URL without that of the site."""
    return occurrence.href, occurrence.href.removeprefix(origins.site.url)


def _in_fields(content: Content, href: str) -> Place | None:
    if href not in content.text:
        return None
    place = first_place(content.path, front_matter_of(content.text), href)
    return place._replace(text=content.text) if place else None
