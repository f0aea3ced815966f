"""What the server serves now. The builder updates it, every request reads it; no HTTP, no files."""

import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Site:
    """The last successful build, and the report of the latest one. ``changed`` is notified of updates."""

    folder: Path | None = None
    """The folder of the last successful build; None before the first."""
    build: str = ""
    """The id of the last build that reloads all open pages; not even a restarted server uses one twice."""
    report: str = ""
    """What the latest build reported, or why it failed: plain lines, usually none."""
    is_building: bool = False
    """Whether a build runs now."""

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.closed = False
        self._touched = 0
        self._readers: Counter[Path | None] = Counter()
        self._replaced: list[Path] = []

    @contextmanager
    def reading(self) -> Iterator[tuple[Path | None, str]]:
        """Yield the folder and the id of the current build; the folder is kept while the block runs."""
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

    def begin(self) -> None:
        """Note that a build runs, and notify every open page."""
        with self.changed:
            self.is_building = True
            self.changed.notify_all()

    def update(self, folder: Path | None, build: str, report: str) -> None:
        """Serve ``folder`` from now on, and notify every open page."""
        with self.changed:
            if self.folder and self.folder != folder:
                self._replaced.append(self.folder)
            self.folder, self.build, self.report, self.is_building = folder, build, report, False
            self.changed.notify_all()

    def touch(self) -> None:
        """Note that a document in the folder was replaced, and notify every open page."""
        with self.changed:
            self._touched += 1
            self.changed.notify_all()

    def state(self) -> tuple[Hashable, ...]:
        """Return what differs after each change."""
        return self.folder, self._touched, self.build, self.report, self.is_building

    def take_unused(self) -> list[Path]:
        """Return the replaced folders that no request reads any more, each only once."""
        with self.changed:
            unused = [folder for folder in self._replaced if not self._readers[folder]]
            for folder in unused:
                self._replaced.remove(folder)
                del self._readers[folder]
            return unused

    def close(self, timeout: float = 1.0) -> None:
        """End every event stream, stop serving, and wait at most ``timeout`` seconds for open requests."""
        with self.changed:
            self.closed = True
            self.folder, self.report = None, "The server has stopped."
            self.changed.notify_all()
            self.changed.wait_for(lambda: not any(self._readers.values()), timeout)
