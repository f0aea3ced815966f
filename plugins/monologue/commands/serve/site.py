"""What the server shows now. The builder changes it, every request reads it; no HTTP, no files."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Site:
    """The newest good build and what was found in the newest one. Wait on ``changed`` for news."""

    folder: Path | None = None
    """The folder of the last good build; None before the first."""
    build: str = ""
    """The id of that build; a restarted server never uses one twice."""
    report: str = ""
    """What was found in the newest build, or why it failed: plain lines, usually none."""

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.closed = False
        self._readers: Counter[Path | None] = Counter()
        self._replaced: list[Path] = []

    @contextmanager
    def reading(self) -> Iterator[tuple[Path | None, str]]:
        """Give the folder and the id of one build to one request; the folder is kept while the block runs."""
        with self.changed:
            folder, build = self.folder, self.build
            self._readers[folder] += 1
        try:
            yield folder, build
        finally:
            with self.changed:
                self._readers[folder] -= 1
                if self.closed:
                    self.changed.notify_all()

    def update(self, folder: Path | None, build: str, report: str) -> None:
        """Serve ``folder`` from now on, and notify every open page."""
        with self.changed:
            if self.folder and self.folder != folder:
                self._replaced.append(self.folder)
            self.folder, self.build, self.report = folder, build, report
            self.changed.notify_all()

    def take_unused(self) -> list[Path]:
        """Return the replaced folders that no request reads any more, each of them once."""
        with self.changed:
            unused = [folder for folder in self._replaced if not self._readers[folder]]
            for folder in unused:
                self._replaced.remove(folder)
                del self._readers[folder]
            return unused

    def close(self, patience: float = 1.0) -> None:
        """End every event stream, serve no build any more, and wait some seconds for requests to finish."""
        with self.changed:
            self.closed = True
            self.folder, self.report = None, "The server has ended."
            self.changed.notify_all()
            self.changed.wait_for(lambda: not any(self._readers.values()), patience)
