"""The values that the stages of reading pass on."""

from dataclasses import dataclass, field
from typing import Any

from .rules import RULES

Position = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding in one file."""

    rule: str
    message: str
    line: int = 1
    column: int = 0
    hint: str = ""
    about: str = ""
    """The meaning that could not be read because of the fault, such as ``"date"``."""

    @property
    def severity(self) -> str:
        """``"error"`` or ``"warning"``, as the rule says."""
        return RULES[self.rule].severity


class SourceError(ValueError):
    """Front matter that cannot be read at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Source:
    """Front matter as plain data: text, numbers, booleans, None, lists and dictionaries."""

    data: dict[str, Any] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    """By dotted path (``tags.0``): where the key or the list item begins."""
    quoted: frozenset[str] = frozenset()
    """The dotted paths of quoted texts."""
    placeholders: tuple[str, ...] = ()
    """The dotted paths of values that are unfilled placeholders, ``{{…}}``."""
    faults: tuple[Fault, ...] = ()

    def place(self, path: str) -> Position:
        """Return the position of a field, or of its closest ancestor with a known position."""
        while path and path not in self.positions:
            path = path.rpartition(".")[0]
        return self.positions.get(path, (1, 0))


@dataclass(frozen=True, slots=True)
class Shape:
    """The contents of a file before interpretation."""

    path: str
    """Relative to the content folder."""
    kind: str
    """The kind of its front matter: see ``fences.Block``."""
    fence: str
    source: Source
    heading: str
    """The text of the body's first level-1 heading, or empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The interpreted front matter of one file."""

    dialect: str
    why: str
    """What identified the dialect, for the author."""
    source: Source
    metadata: dict[str, Any]
    """By Pelican's names: dates are ``datetime``, taxonomies texts."""
    origins: dict[str, str]
    """For each metadata name, the field or other source of its value."""
    kept: dict[str, Any]
    """All other fields, nested and unchanged."""
    faults: tuple[Fault, ...]
    is_awaited: bool = False
    """Whether a date in the future decided something, so that the reading changes on that day."""

    @property
    def is_sound(self) -> bool:
        """Whether the content can be published."""
        return all(fault.severity != "error" for fault in self.faults)
