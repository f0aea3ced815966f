"""Build for publishing into a fresh folder, check it, and only then put it in the place of the last one."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .building import build

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Linux, linux/fcntl.h and linux/fs.h: paths are relative to the working directory; swap both."""
RENAME_SWAP = 2
"""macOS, sys/stdio.h."""
ASIDE = "old"
"""The name that the last site has for a moment, where the system cannot exchange two folders."""


def publish(root: Path, output: Path, settings: str = "publishconf.py") -> int:
    """Build the site at ``root`` and swap it into ``output``; return Pelican's exit status.

    Until the swap, ``output`` is not touched: after a fault, Ctrl-C, a full
    disk or a killed process it holds the last published site, whole. What such
    an end leaves beside it is removed by the next run.

    Raises:
        OSError: If there is no room, or no right to write, beside ``output``, or
            another run is under way there.
    """
    output = output.resolve()  # a link stays one: what it leads to is replaced
    with alone(output.parent):
        clear(output)
        with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as work:
            made = build(root, Path(work) / "new", settings, "error")
            print(made.said, end="", flush=True)
            if made.report:
                print(made.report, file=sys.stderr)
            if made.status == 0:
                swap(made.folder, output)
            return made.status


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs away from ``folder`` meanwhile; the system lets go of it even if this one is killed."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, where nothing keeps two runs apart
    except ModuleNotFoundError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BlockingIOError(error.errno, "another publish is under way", str(folder)) from None
    finally:
        os.close(handle)


def clear(output: Path) -> None:
    """Remove what a run that was ended left beside ``output``, and put a site back that it had set aside."""
    for stale in output.parent.glob(f".{output.name}-*"):
        if not output.exists() and (stale / ASIDE).is_dir():
            (stale / ASIDE).rename(output)
        shutil.rmtree(stale, ignore_errors=True)


def swap(new: Path, place: Path) -> None:
    """Put ``new`` in the place of ``place``, in one step; what stood there is left beside it."""
    if not place.exists():
        new.rename(place)
    elif not _exchange(new, place):
        # No system call for it here: for a moment there is no site, but never half of one.
        aside = new.with_name(ASIDE)
        place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            with suppress(OSError):
                aside.rename(place)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths atomically, if the system can: renameat2(2) on Linux, renamex_np(2) on macOS."""
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        return not libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return hasattr(libc, "renamex_np") and not libc.renamex_np(*paths, RENAME_SWAP)
