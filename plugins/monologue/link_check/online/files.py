"""Keep the memory in a file that is whole at every moment, whoever is killed and whoever else writes."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # Windows: two runs at once may forget some of what one of them learnt
    fcntl = None  # type: ignore[assignment]

from .memory import (
    DAY,
    FORGOTTEN,
    Entry,
    Memory,
    MemoryFileError,
    is_fault,
    is_fresh,
    merged,
    parse,
    remembered,
    render,
    told,
)
from .model import Result

SAVE_EVERY = 3.0
"""Seconds between two times that the memory is written."""


class Keeper:
    """What earlier runs knew and this one learns. As a context, it is written however it ends."""

    def __init__(self, path: str, days: float, say: Callable[[str], None], now: Callable[[], float]) -> None:
        """Read the memory. ``path`` may be empty: then nothing is read or written."""
        self._path = Path(path) if path else None
        self._days, self._say, self._now = days, say, now
        dropped: list[str] = []
        self._known = load(self._path, say, dropped.append) if self._path else {}
        if dropped:
            say(
                f"{path}: what it says of {dropped[0]} cannot be read{_others(dropped)}; it is requested anew"
            )
        self._learnt: dict[str, Entry] = {}
        self._saved_at = now()

    def is_due(self, url: str, wanted: Collection[str]) -> bool:
        """Tell whether too little is known of a URL and the fragments that are ``wanted`` of it."""
        known = self._known.get(url)
        return known is None or not is_fresh(url, known, wanted, self._now(), self._days)

    def learn(self, url: str, result: Result) -> None:
        """Take in what was found out."""
        self._learnt[url] = remembered(result, self._known.get(url), self._now())
        if self._now() - self._saved_at >= SAVE_EVERY:
            self._save()

    def accept(self, urls: Iterable[str]) -> None:
        """Accept what is wrong with any of the URLs now."""
        for url in urls:
            entry = self._entry(url)
            if entry and is_fault(entry.result):
                self._learnt[url] = replace(entry, accepted=True)

    def told(self, urls: Iterable[str], fail_after: float) -> dict[str, Result]:
        """Return what is known of the URLs, as the rules are shown it."""
        entries = ((url, entry) for url in urls if (entry := self._entry(url)))
        results = {url: told(entry, self._now(), fail_after) for url, entry in entries}
        return {url: result for url, result in results.items() if result}

    def __enter__(self) -> "Keeper":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Only a run that went to its end knows what no link uses any more.
        self._save(0.0 if kind else self._now() - FORGOTTEN * self._days * DAY)

    def _entry(self, url: str) -> Entry | None:
        return self._learnt.get(url) or self._known.get(url)

    def _save(self, oldest: float = 0.0) -> None:
        if self._path and self._learnt:
            save(self._path, self._learnt, self._say, oldest)
        self._saved_at = self._now()


def _others(dropped: Collection[str]) -> str:
    return f", and {len(dropped) - 1} more" if len(dropped) > 1 else ""


def load(
    path: Path, say: Callable[[str], None], dropped: Callable[[str], None] = lambda url: None
) -> dict[str, Entry]:
    """Read the memory; a file that cannot be used is put aside, and ``say`` is told so in one line.

    ``dropped`` is given the URL of each entry that cannot be read.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), dropped)
    except FileNotFoundError:
        return {}
    except (MemoryFileError, UnicodeDecodeError) as error:
        aside = path.with_name(f"{path.name}.aside")
        path.replace(aside)
        why = "is damaged" if isinstance(error, UnicodeDecodeError) else error
        say(f"{path} {why}; it is now {aside}, and everything is asked anew")
        return {}


def save(path: Path, ours: Memory, say: Callable[[str], None], oldest: float = 0.0) -> None:
    """Add what this run learnt to the file, beside what others did meanwhile.

    Entries from before ``oldest``, in seconds since 1970, are left out.
    """
    with _alone_in(path.parent):
        text = render(merged(ours, load(path, say), oldest))
        new = path.with_name(f".{path.name}.new")
        # A page's title may have what no encoding writes; backslashreplace makes of it what JSON reads as it.
        with new.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into ``folder``; a lock ends with its process, and leaves no file."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
