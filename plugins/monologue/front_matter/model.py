"""The values that go from one stage of reading to the next."""

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
    """The meaning that could not be read because of it, such as ``"date"``."""

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
    """By dotted path (``tags.0``): where the key, or the item of a list, begins."""
    quoted: frozenset[str] = frozenset()
    """The dotted paths of texts that stand in quotes."""
    placeholders: tuple[str, ...] = ()
    """The dotted paths of ``{{…}}`` that a template left behind."""
    faults: tuple[Fault, ...] = ()

    def place(self, path: str) -> Position:
        """Return where a field stands; of what is inside of it, the nearest that is known."""
        while path and path not in self.positions:
            path = path.rpartition(".")[0]
        return self.positions.get(path, (1, 0))


@dataclass(frozen=True, slots=True)
class Shape:
    """What was found in a file before anything is interpreted."""

    path: str
    """Below the content folder."""
    kind: str
    """The kind of its front matter, as ``fences.Block`` has it."""
    fence: str
    source: Source
    heading: str
    """The text of the body's first level-1 heading, or empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file's front matter came to."""

    dialect: str
    why: str
    """What told the dialect, for the author who wonders."""
    source: Source
    metadata: dict[str, Any]
    """Pelican's names to plain values: dates are ``datetime``, taxonomies texts."""
    origins: dict[str, str]
    """For each metadata name, the field or place that it was taken from."""
    kept: dict[str, Any]
    """All other fields, nested and unchanged."""
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing forbids writing the content."""
        return all(fault.severity != "error" for fault in self.faults)
