"""The work folder next to the output: one run at a time locks it, and cleans up after an interrupted one.

It has a fixed name and contains a marker file with a fixed text, which the
running process locks. A folder of that name without the marker is not ours.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...core.adapter.system import is_windows, patiently, remove_folder, rename
from .written import RefusedError

MARKER = "made-by-publish"
TEXT = "A publish or a build works here. The next one removes this folder.\n"
NEW, WORKING, OLD, GONE = "new", "working", "old", "gone"
"""The new build; a build with the working settings; the old site during a swap; what can be deleted."""
LOCKED = 1 << 30
"""The byte of the marker that is locked on Windows, where locked bytes cannot be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A locked work folder."""

    folder: Path
    lock: int
    """The file descriptor that holds the lock; a process that inherits it also holds the lock."""


def work_folder(output: Path) -> Path:
    """Return the work folder next to ``output``."""
    return output.with_name(f".{output.name}-work")


@contextmanager
def locked(output: Path) -> Iterator[Place]:
    """Lock the work folder of ``output`` while the block runs, after cleaning up an interrupted run.

    Raises:
        RefusedError: If another run is active, or the folder is not ours.
        OSError: If the disk is full, or the folder of ``output`` is not writable.
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
        clean_up(folder, output)
        yield Place(folder, lock)
    finally:
        with suppress(OSError):  # the next run tries again
            clean_up(folder, output)
            _remove(folder)
        os.close(lock)
        if is_windows():  # where an open file cannot be removed
            with suppress(OSError):
                _remove(folder)


def recover(output: Path) -> None:
    """Restore a site that an interrupted run had set aside, unless a run is active."""
    output = Path(os.path.realpath(output))
    if work_folder(output).is_dir():
        with suppress(OSError), locked(output):
            pass


def clean_up(folder: Path, output: Path) -> None:
    """Restore a site that was set aside if ``output`` is missing, then delete unfinished builds.

    Raises:
        RefusedError: If another ``output`` has been created since.
    """
    old, new = folder / OLD, folder / NEW
    if os.path.lexists(old):
        if not os.path.lexists(output):
            rename(old, output)
        elif os.path.lexists(new):  # so ``output`` is not the build that replaced the old site
            raise RefusedError(
                f"an interrupted run left the last published site in {old}: move it or {output} elsewhere"
            )
        else:
            _delete(folder / GONE)
            # If deleting is interrupted, the rest must not look like a site set aside.
            rename(old, folder / GONE)
    for name in (NEW, WORKING, GONE):
        _delete(folder / name)
        patiently(partial((folder / f"{name}.json").unlink, missing_ok=True))


def _delete(folder: Path) -> None:
    if os.path.lexists(folder):
        remove_folder(folder)


def _lock(folder: Path) -> int:
    marker = folder / MARKER
    if folder.is_symlink() or not _is_ours(folder):
        raise RefusedError(f"{folder} was not created by a build or publish (move it elsewhere)")
    lock = os.open(marker, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock_file(lock)
        # A run that ended in between has removed the file that is locked here.
        if os.fstat(lock).st_ino != marker.stat().st_ino:
            raise BlockingIOError
        if marker.read_bytes() != TEXT.encode():
            marker.write_bytes(TEXT.encode())  # as text, Windows would write other line ends
    except (BlockingIOError, FileNotFoundError):
        os.close(lock)
        raise RefusedError("another build or publish is running") from None
    except BaseException:
        with suppress(OSError):
            marker.unlink()
        os.close(lock)
        raise
    return lock


def _is_ours(folder: Path) -> bool:
    """Return whether the marker is there, or the folder is as a run leaves it that is killed at its start."""
    with suppress(FileNotFoundError):
        text = (folder / MARKER).read_bytes()
        return text == TEXT.encode() or (TEXT.encode().startswith(text) and os.listdir(folder) == [MARKER])  # noqa: PTH208
    return not any(folder.iterdir())


def _lock_file(handle: int) -> None:
    """Lock an open file, or raise ``BlockingIOError``. The system releases the locks of a killed process."""
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
    """Remove the folder, unless it contains files that are not ours."""
    if os.listdir(folder) == [MARKER]:  # noqa: PTH208
        (folder / MARKER).unlink()
        folder.rmdir()
