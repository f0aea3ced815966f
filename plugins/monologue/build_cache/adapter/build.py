"""The state of one build that the other modules share."""

from collections import Counter
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from ...core.cache import LOAD, notes_of
from ...core.diagnostic import Diagnostic, diagnostics_of
from ..io.packing import packed
from ..io.store import Store
from ..settings import Settings
from .doors import READ
from .logs import LOGS, Entry, log_again

NOT_STORED = frozenset({"settings", "_context", "_content", "is_valid", READ, LOAD})
"""Attributes of a content that are the same for all, or that are set when it is restored."""


@dataclass
class Build:
    """One run of Pelican."""

    settings: MutableMapping[str, Any]
    options: Settings
    store: Store
    environment: bytes = b""
    """What everything depends on; empty if it cannot be known, and then nothing is reused."""
    unknown: tuple[str, ...] = ()
    """The plugins that may do anything: contents and documents are made again."""
    processes: int = 1
    metadata: dict[str, bytes] = field(default_factory=dict)
    """The digest of the metadata of each content, by source."""
    reused: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)

    @property
    def is_known(self) -> bool:
        """Whether contents and documents can be reused."""
        return bool(self.environment) and not self.unknown

    def begin(self) -> int:
        """Begin to note what a text or a document reports; return what ``effects`` needs."""
        LOGS.take()
        return len(diagnostics_of(self.settings))

    def effects(self, begun: int) -> "Effects":
        """Return what was reported since ``begin``."""
        return Effects(tuple(diagnostics_of(self.settings)[begun:]), LOGS.take())

    def report_again(self, effects: "Effects") -> None:
        """Report what a former process, or the other one, reported."""
        diagnostics_of(self.settings).extend(effects.diagnostics)
        log_again(effects.logs)

    def packed_attributes(self, content: Any) -> bytes:
        """Return all that templates can print of a content but its text; empty if that cannot be stored.

        They are the same if the bytes are: objects are written in the order in which they were made.
        """
        values = {name: value for name, value in vars(content).items() if name not in NOT_STORED}
        try:
            return packed(b"", values, self.store.shared)
        except Exception:  # an object of a plugin may raise anything
            return b""

    def notes_of(self, content: Any) -> dict[str, Any] | None:
        """Return what the parts note about a content elsewhere; None if it cannot be stored."""
        found = {name: notes.of(content) for name, notes in notes_of(self.settings).items()}
        return None if None in found.values() else found

    def restore_notes(self, content: Any, noted: Mapping[str, Any]) -> bool:
        """Note it again; return False if one of the parts needs the file to be read."""
        parts = notes_of(self.settings)
        return parts.keys() == noted.keys() and all(
            parts[name].restore(content, one) for name, one in noted.items()
        )


@dataclass(frozen=True, slots=True)
class Effects:
    """What reading a text or rendering a document reported."""

    diagnostics: tuple[Diagnostic, ...]
    logs: list[Entry]
