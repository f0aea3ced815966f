"""A temporary folder that is removed at the end, or by the next run if this one is killed."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # Windows: the user has to remove the folder of a killed run
    fcntl = None  # type: ignore[assignment]

PREFIX = "monologue-serve-"
MARKER = ".monologue-serve"
"""The file that a run keeps locked in its folder. The system releases the lock even if the run is killed."""
TEXT = b"A temporary folder of `invoke serve`, which removes it.\n"
BUILDS = "builds"


@contextmanager
def scratch() -> Iterator[Path]:
    """Create a folder for the builds of this run, and remove the folders of killed runs."""
    for folder in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")):
        remove_abandoned(folder)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    marker = _mark(folder) if fcntl else None
    try:
        (folder / BUILDS).mkdir()
        yield folder / BUILDS
    finally:
        _remove(folder)
        if marker is not None:
            os.close(marker)


def _mark(folder: Path) -> int:
    """Write the marker, lock it, then rename it into place; return its file descriptor."""
    unnamed = folder / f"{MARKER}.new"
    marker = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(marker, TEXT)
    fcntl.flock(marker, fcntl.LOCK_EX)
    unnamed.rename(folder / MARKER)
    return marker


def _remove(folder: Path) -> None:
    """Remove the builds, then the marker, so that the next run still finds what cannot be removed now."""
    for _ in range(10):
        shutil.rmtree(folder / BUILDS, ignore_errors=True)
        if not (folder / BUILDS).exists():
            shutil.rmtree(folder, ignore_errors=True)
            return
        time.sleep(0.1)  # a program started by a build may still be writing


def remove_abandoned(folder: Path) -> bool:
    """Remove ``folder`` if a run of this user created it and has ended; return whether it was removed.

    The name alone is not enough: the folder and its marker must belong to this user
    and not be links, the marker must have our text, and no process may hold its lock.
    """
    if not fcntl or folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid != os.getuid():
        return False
    try:
        marker = os.open(folder / MARKER, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(marker).st_uid != os.getuid() or os.read(marker, len(TEXT) + 1) != TEXT:
            return False
        _remove(folder)
        return not folder.exists()
    except OSError:  # locked: that run is still active
        return False
    finally:
        os.close(marker)
