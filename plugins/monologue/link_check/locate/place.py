"""The data types of places in the author's files."""

from typing import NamedTuple


class Spot(NamedTuple):
    """A link in a text; line and column count from 1."""

    href: str
    """The URL as written there."""
    line: int
    column: int


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
