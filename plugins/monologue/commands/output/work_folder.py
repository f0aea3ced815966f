"""The folder beside the output in which one run at a time works, and what an ended run left there.

It has a fixed name and a marker with a fixed text, which the running process
locks. Without the marker a folder of that name is somebody else's.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .written import RefusedError

MARKER = "made-by-publish"
TEXT = "A publish or a build works here. The next one removes this folder.\n"
NEW, WORKING, OLD, GONE = "new", "working", "old", "gone"
"""What is built; the same with the working settings; the site set aside in a swap; what can be deleted."""
LOCKED = 1 << 30
"""The byte of the marker that is locked on Windows, where nobody could read the first ones otherwise."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to work in, locked."""

    folder: Path
    lock: int
    """The file descriptor that holds the lock; a process that inherits it holds it, too."""


def work_folder(output: Path) -> Path:
    """Return the folder beside ``output`` in which a run works."""
    return output.with_name(f".{output.name}-work")


@contextmanager
def alone(output: Path) -> Iterator[Place]:
    """Work beside ``output``, alone, with all settled that an ended run left there.

    Raises:
        RefusedError: If another run is under way, or the folder is not ours.
        OSError: If there is no room, or no right to write, beside ``output``.
    """
    folder = work_folder(output)
    folder.mkdir(exist_ok=True)
    try:
        lock = _lock(folder)
    except BaseException:
        with suppress(OSError):  # it is not empty
            folder.rmdir()
        raise
    try:
        settle(folder, output)
        yield Place(folder, lock)
    finally:
        with suppress(OSError):  # the next run tries again
            settle(folder, output)
            _remove(folder)
        os.close(lock)
        if sys.platform == "win32":  # where an open file cannot be removed
            with suppress(OSError):
                _remove(folder)


def recover(output: Path) -> None:
    """Put back a site that an ended run had set aside, if no run is under way."""
    output = Path(os.path.realpath(output))
    if work_folder(output).is_dir():
        with suppress(OSError), alone(output):
            pass


def settle(folder: Path, output: Path) -> None:
    """Put a site back that was set aside while ``output`` was missing, then delete what was being made.

    Raises:
        RefusedError: If somebody made another ``output`` meanwhile.
    """
    old, new = folder / OLD, folder / NEW
    if os.path.lexists(old):
        if not os.path.lexists(output):
            old.rename(output)
        elif os.path.lexists(new):  # so it is not this one that took the old one's place
            raise RefusedError(f"an ended run set the last site aside in {old}: move that or {output} away")
        else:
            _delete(folder / GONE)
            old.rename(folder / GONE)  # or half of it would look like a site set aside
    for name in (NEW, WORKING, GONE):
        _delete(folder / name)
        (folder / f"{name}.json").unlink(missing_ok=True)


def _delete(folder: Path) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def _lock(folder: Path) -> int:
    marker = folder / MARKER
    if folder.is_symlink() or not _is_ours(folder):
        raise RefusedError(f"{folder} was not made by a publish: move it elsewhere")
    lock = os.open(marker, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock_file(lock)
        # A run that ended meanwhile has removed the file that is locked here.
        if os.fstat(lock).st_ino != marker.stat().st_ino:
            raise BlockingIOError
        if marker.read_bytes() != TEXT.encode():
            marker.write_text(TEXT, encoding="utf-8")
    except (BlockingIOError, FileNotFoundError):
        os.close(lock)
        raise RefusedError("another publish is under way, or a build") from None
    except BaseException:
        with suppress(OSError):
            marker.unlink()
        os.close(lock)
        raise
    return lock


def _is_ours(folder: Path) -> bool:
    """Tell whether the marker is there, or the folder is as a run leaves it that is killed at once."""
    with suppress(FileNotFoundError):
        text = (folder / MARKER).read_bytes()
        return text == TEXT.encode() or (TEXT.encode().startswith(text) and os.listdir(folder) == [MARKER])  # noqa: PTH208
    return not any(folder.iterdir())


def _lock_file(handle: int) -> None:
    """Lock an open file, or raise ``BlockingIOError``. A killed process holds its locks no longer."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        os.lseek(handle, LOCKED, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(folder: Path) -> None:
    """Remove the folder, but for what somebody else has put there."""
    if os.listdir(folder) == [MARKER]:  # noqa: PTH208
        (folder / MARKER).unlink()
        folder.rmdir()
