"""Keep the memory in a file that is whole at every moment, whoever is killed and whoever else writes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two runs at once may forget some of what one of them learnt
    fcntl = None  # type: ignore[assignment]

from .memory import Entry, Memory, MemoryFileError, merged, parse, render


def load(path: Path, say: Callable[[str], None]) -> dict[str, Entry]:
    """Read the memory; a file that cannot be used is put aside, and ``say`` is told so in one line."""
    try:
        return parse(path.read_text(encoding="utf-8"))
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
        with new.open("w", encoding="utf-8") as file:
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
