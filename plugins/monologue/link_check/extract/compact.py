"""A document as plain data that is small and quick to load: what is equal in many links is kept once."""

from ..model import Document, Link, Role

Kind = tuple[str, str, str, str]
"""What many links of a document share: element, attribute, role and base."""
Compact = tuple[
    tuple[Kind, ...], tuple[int, ...], tuple[str, ...], tuple[str, ...] | None, tuple[str, ...], str
]
"""The kinds of links, the kind and the href of each link, the fragments, the image maps, the fault."""
ROLES = {role.value: role for role in Role}


def compact(document: Document) -> Compact:
    """Return a document without its path as plain data. It has no ``failure``."""
    kinds: dict[Kind, int] = {}
    numbers = tuple(
        kinds.setdefault((element, attribute, role.value, base), len(kinds))
        for element, attribute, _, role, base in document.links
    )
    hrefs = tuple(link.href for link in document.links)
    fragments = None if document.fragments is None else tuple(sorted(document.fragments))
    return tuple(kinds), numbers, hrefs, fragments, tuple(sorted(document.maps)), document.fault


def loaded(path: str, data: Compact) -> Document:
    """Return the document at a path from the data of one with the same content."""
    kinds, numbers, hrefs, fragments, maps, fault = data
    shared = [(element, attribute, ROLES[role], base) for element, attribute, role, base in kinds]
    links = []
    new = tuple.__new__  # half the time of Link(...)
    for number, href in zip(numbers, hrefs, strict=True):
        element, attribute, role, base = shared[number]
        links.append(new(Link, (element, attribute, href, role, base)))
    defined = None if fragments is None else frozenset(fragments)
    return Document(path, tuple(links), defined, frozenset(maps), fault)
