"""Watch the folders and files from which a site is built, in a thread, and report what changes."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

from watchfiles import Change, DefaultFilter, watch

from ...core.cache import FOLDER

SETTINGS = ("pelicanconf.py", "publishconf.py")
"""Single files, like those that a build notes, are polled several times a second: an editor that replaces a
file would end a watch on it."""
CLOCK_STEP = 20_000_000
"""Nanoseconds by which the time of a file may lag behind the clock."""
POLL = 100
"""Milliseconds between two looks at single files."""
STEP = 10
"""Milliseconds without another change after which changes are reported."""
LONGEST = 50
"""Milliseconds after which changes are reported although others follow."""
Stamps = dict[Path, tuple[int, int, int] | None]
"""Modification and change time in nanoseconds, and size in bytes, of each file; None if it does not exist."""

IS_SOURCE = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, FOLDER))
"""What may be a source: not the build cache, which every build writes, where `PATH` is the whole site."""


class Watcher:
    """Reports sets of changed paths, or the error that ended it.

    Some paths may have been deleted, and some may be reported twice.
    """

    def __init__(self, root: Path, report: Callable[[frozenset[str] | Exception], None]) -> None:
        self.root, self._report = root, report
        self._sources: tuple[Path, ...] = ()
        self._began = time.time_ns()
        self._stamps = stamps_of(root, ())
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def expect(self, sources: Sequence[Path], began: int) -> None:
        """Watch the sources of a build, and report what changed since it began, in Unix nanoseconds."""
        self._sources, self._began = tuple(sources), began
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._watch()
        except Exception as error:  # such as too many watched folders
            self._report(error)

    def _watch(self) -> None:
        since = self._began
        while not self._stop.is_set():
            existing = present(self._sources)
            watcher = watch(
                *existing,
                debounce=LONGEST,
                step=STEP,
                rust_timeout=POLL,
                yield_on_timeout=True,
                stop_event=self._stop,
                watch_filter=IS_SOURCE,
            )
            try:
                next(watcher, None)  # it watches from here on, and collects what changes meanwhile
            except FileNotFoundError:  # a folder was just deleted
                continue
            self._tell(changed_below(existing, since))
            for found in watcher:
                self._tell(path for _, path in found)
                if present(self._sources) != existing:
                    break  # a new folder may have files that are older than this
                since = time.time_ns()

    def _tell(self, paths: Iterator[str]) -> None:
        """Report paths, and the single files that have changed."""
        now = stamps_of(self.root, self._sources)
        changed = {*paths, *map(str, differing(self._stamps, now, self._began))}
        self._stamps = now
        if changed:
            self._report(frozenset(changed))


def changed_below(folders: Sequence[Path], since: int) -> Iterator[str]:
    """Yield what was written or moved in the folders after ``since``, in Unix nanoseconds."""
    for path in (path for folder in folders for path in below(folder)):
        if IS_SOURCE(Change.modified, path):
            with suppress(OSError):  # it was deleted, which is a change of its folder, or cannot be read now
                stat = os.stat(path)  # noqa: PTH116 - many paths
                if max(stat.st_mtime_ns, stat.st_ctime_ns) > since - CLOCK_STEP:
                    yield path


def below(folder: Path) -> Iterator[str]:
    """Yield every file and folder below a folder; one that is deleted meanwhile is left out."""
    for base, folders, files in os.walk(folder):
        yield from (os.path.join(base, name) for name in (*folders, *files))  # noqa: PTH118 - many paths


def present(sources: Sequence[Path]) -> list[Path]:
    """Return the folders that exist."""
    return [source for source in sources if source.is_dir()]


def stamps_of(root: Path, sources: Sequence[Path]) -> Stamps:
    """Return the stamps of the settings files and of the single files among the sources."""
    stamps: Stamps = {}
    for path in (*(root / name for name in SETTINGS), *sources):
        try:
            stat = path.stat()
        except OSError:  # it does not exist, or an editor is replacing it
            stamps[path] = None
        else:
            if not S_ISDIR(stat.st_mode):
                stamps[path] = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size
    return stamps


def differing(before: Stamps, now: Stamps, since: int) -> Iterator[Path]:
    """Yield each file that changed; one without an earlier stamp, if it was written after ``since``."""
    for path, stamp in now.items():
        if stamp != before[path] if path in before else stamp and max(stamp[:2]) > since - CLOCK_STEP:
            yield path
