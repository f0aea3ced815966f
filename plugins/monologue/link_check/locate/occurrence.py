"""The one value that the search for a place starts from. No disk, no Pelican."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Fault
from .content import Content
from .document import DocumentText
from .origin import Origins
from .place import Spot


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One use of a URL in the output: where in the document, and where in the content's part of it."""

    href: str
    """As the content has it; in a feed, before it was made absolute."""
    document: DocumentText
    offset: int
    """The offset in the document's text, from 0; -1 for a fault of the whole document."""
    content: Content | None = None
    """The content whose HTML surrounds the link; None if the link is in no content's HTML."""
    nth: int = 0
    """How many uses of the URL come before it in that HTML."""

    @property
    def spot(self) -> Spot:
        """The line and column in the document itself; 0 for the whole document."""
        return self.document.spot_at(self.offset, self.href)

    @property
    def words(self) -> Iterator[tuple[str, int]]:
        """The words around the link, the nearest first, each with its distance in lines."""
        return self.document.words_around(self.offset)


def occurrence_of(fault: Fault, origins: Origins) -> Occurrence:
    """Return the occurrence of a fault's link. Made once for each fault."""
    owner, href = origins.source_of(fault.link, fault.document)
    document = origins.document_at(fault.document)
    if fault.nth < 0:
        return Occurrence(href, document, -1)
    offset = document.offset_of(fault.nth, href)
    if fault.document in origins.copies:
        return Occurrence(href, document, offset)
    return Occurrence(href, document, offset, *_surrounding(document, href, offset, owner, origins))


def _surrounding(
    document: DocumentText, href: str, offset: int, owner: Content | None, origins: Origins
) -> tuple[Content | None, int]:
    """Return the content whose HTML surrounds an offset, and how often its URL is used before it there."""
    if owner and href in owner.uses:
        start, end = document.span_of(owner.parts[0])
        # A feed escapes the HTML, and a theme may have changed it: then the URL alone decides.
        if start < 0 or start <= offset < end:
            return owner, document.uses_between(max(start, 0), offset, href)
    for content in origins.users.get(href, ()):
        for part in content.parts if content is not owner else ():
            start, end = document.span_of(part)
            if start <= offset < end:
                return content, document.uses_between(start, offset, href)
    return None, 0
