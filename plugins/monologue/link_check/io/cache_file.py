"""Keep the cache in a file that is complete at all times, even if a run is killed or two runs write."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # Windows: two runs at the same time may lose results of one of them
    fcntl = None  # type: ignore[assignment]

from ...core.adapter.system import replace as replace_file
from ..online.cache import (
    DAY,
    EXPIRY_FACTOR,
    CacheFileError,
    Entries,
    Entry,
    is_fault,
    is_fresh,
    merged,
    parse,
    render,
    reported_result,
    updated_entry,
)
from ..online.model import Result

SAVE_EVERY = 3.0
"""Seconds between two writes of the file."""


class Cache:
    """The results of earlier runs and of this one. As a context manager, it saves them on every exit."""

    def __init__(self, path: str, days: float, say: Callable[[str], None], now: Callable[[], float]) -> None:
        """Read the cache file. With an empty ``path``, nothing is read or written."""
        self._path = Path(path) if path else None
        self._days, self._say, self._now = days, say, now
        dropped: list[str] = []
        self._old = load(self._path, say, dropped.append) if self._path else {}
        if dropped:
            say(f"{path}: the entry for {dropped[0]} cannot be read{_others(dropped)}; it is requested again")
        self._new: dict[str, Entry] = {}
        self._saved_at = now()

    def is_due(self, url: str, wanted: Collection[str]) -> bool:
        """Tell whether a URL, with the fragments that are ``wanted`` of it, must be requested."""
        known = self._old.get(url)
        return known is None or not is_fresh(url, known, wanted, self._now(), self._days)

    def add(self, url: str, result: Result) -> None:
        """Add a new result."""
        self._new[url] = updated_entry(result, self._old.get(url), self._now())
        if self._now() - self._saved_at >= SAVE_EVERY:
            self._save()

    def accept(self, urls: Iterable[str]) -> None:
        """Accept the current faults of the URLs."""
        for url in urls:
            entry = self._entry(url)
            if entry and is_fault(entry.result):
                self._new[url] = replace(entry, accepted=True)

    def results(self, urls: Iterable[str], fail_after: float) -> dict[str, Result]:
        """Return the results of the URLs that the rules see."""
        entries = ((url, entry) for url in urls if (entry := self._entry(url)))
        results = {url: reported_result(entry, self._now(), fail_after) for url, entry in entries}
        return {url: result for url, result in results.items() if result}

    def __enter__(self) -> "Cache":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Only a complete run knows which entries are no longer used.
        self._save(0.0 if kind else self._now() - EXPIRY_FACTOR * self._days * DAY)

    def _entry(self, url: str) -> Entry | None:
        return self._new.get(url) or self._old.get(url)

    def _save(self, oldest: float = 0.0) -> None:
        if self._path and self._new:
            save(self._path, self._new, self._say, oldest)
        self._saved_at = self._now()


def _others(dropped: Collection[str]) -> str:
    return f", and {len(dropped) - 1} more" if len(dropped) > 1 else ""


def load(
    path: Path, say: Callable[[str], None], dropped: Callable[[str], None] = lambda url: None
) -> dict[str, Entry]:
    """Read the cache file. A file that cannot be used is renamed, which ``say`` reports in one line.

    ``dropped`` is called with the URL of each entry that cannot be read.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), dropped)
    except FileNotFoundError:
        return {}
    except (CacheFileError, UnicodeDecodeError) as error:
        aside = path.with_name(f"{path.name}.aside")
        replace_file(path, aside)
        why = "is damaged" if isinstance(error, UnicodeDecodeError) else error
        say(f"{path} {why}; it was renamed to {aside}, and all URLs are requested again")
        return {}


def save(path: Path, ours: Entries, say: Callable[[str], None], oldest: float = 0.0) -> None:
    """Add the results of this run to the file, which other runs may have changed since it was read.

    Entries older than ``oldest``, in seconds since 1970, are deleted.
    """
    with _alone_in(path.parent):
        text = render(merged(ours, load(path, say), oldest))
        new = path.with_name(f".{path.name}.new")
        # A title may contain lone surrogates; backslashreplace writes them as JSON escapes.
        with new.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        replace_file(new, path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Lock ``folder`` against other runs. The lock ends with the process and leaves no file."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
