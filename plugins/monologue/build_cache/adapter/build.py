"""The state of one build that the other modules share."""

from collections import Counter
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import URLWrapper

from ...core.cache import digest, notes_of
from ...core.diagnostic import Diagnostic, diagnostics_of
from ..io.store import Store
from ..plain import UnknownValueError, digest_of
from ..settings import Settings
from .environment import of_bundle
from .logs import LOGS, Entry, log_again

OWN = frozenset({"settings", "_context", "_content", "is_valid", "translations"})
"""Attributes of a content that are not compared: they are the same for all, or are set later."""


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

    def metadata_digest(self, content: Any) -> bytes:
        """Return the digest of all that templates can print of a content but its text; empty if unknown."""
        values = {name: value for name, value in vars(content).items() if name not in OWN}
        try:
            return digest_of((type(content).__name__, values), self._stand_in)
        except UnknownValueError:
            return b""

    def _stand_in(self, value: Any) -> bytes | None:
        if value is self.settings or isinstance(value, Content):
            return b"-"
        if isinstance(value, URLWrapper):
            return digest(type(value).__name__, str(value.name), str(value._slug))
        return of_bundle(value)

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
