"""Build into a new folder, check it, and only then replace the last site with it.

Only files that an earlier build wrote are removed: see ``written``.
"""

import ctypes
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from ..core.adapter.system import is_windows, rename
from .build.process import Build, build
from .output.work_folder import NEW, OLD, WORKING, Place, locked
from .output.written import RefusedError, Sizes, few, foreign, listed, survey, write_list

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Linux, linux/fcntl.h and linux/fs.h: resolve paths from the working directory; swap both."""
RENAME_SWAP = 2
"""macOS, sys/stdio.h."""
WORKING_SETTINGS = "pelicanconf.py"
"""The settings of `invoke build`, and of `pelican` by default."""
END_SIGNALS = ("SIGTERM", "SIGHUP")
"""Signals that end a run like Ctrl-C, with cleanup. Windows does not have the second."""


def publish(root: Path, output: Path, settings: str = "publishconf.py", fail_on: str = "error") -> int:
    """Build the site at ``root`` and swap it into ``output``; return Pelican's exit status.

    Until the swap, ``output`` is not touched: after an error, Ctrl-C, a full
    disk or a killed process it still holds the complete last site, or the next
    run restores it. Names in ``OUTPUT_RETENTION`` are carried over.

    Raises:
        RefusedError: If ``output`` contains a repository or files that no build
            wrote, or if another run is active.
        OSError: If the disk is full, or the folder of ``output`` is not writable.
    """
    place = Path(os.path.realpath(output))  # a symbolic link is kept: its target is replaced
    with ended_by_signals(), locked(place) as work:
        check_place(root, place)
        made = build(root, work.folder / NEW, settings, fail_on, _inherited(work))
        print(made.summary, end="", flush=True)
        if made.report:
            print(made.report, file=sys.stderr)
        if made.status == 0:
            replace(root, place, made, work)
        return made.status


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Make the signals that end a process end this block with its cleanup, as Ctrl-C does."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before: dict[int, object] = {}
    with suppress(ValueError):  # only the main thread can
        for name in END_SIGNALS:
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)


def _inherited(work: Place) -> tuple[int, ...]:
    """Return the lock for the build process, which may continue writing if only this process is killed."""
    return () if is_windows() else (work.lock,)


def check_place(root: Path, place: Path) -> None:
    """Refuse, before the build, an output that is never replaced.

    Raises:
        RefusedError: If it is one; the message says what to do.
        OSError: If a folder of ``place`` cannot be read.
    """
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise RefusedError(f"{place.name} is not a folder (move it elsewhere)")
    if Path(os.path.realpath(root)).is_relative_to(place):
        raise RefusedError(f"{place} contains the sources of the site")
    survey(place)


def replace(root: Path, place: Path, made: Build, work: Place) -> None:
    """Replace the last site with a complete build, and carry over what the settings keep.

    Raises:
        RefusedError: If it would delete a file that no build of ours wrote.
        OSError: If the disk is full. ``place`` is then unchanged.
    """
    new = survey(made.folder)
    before: Sizes = survey(place) if place.is_dir() else {}
    known = listed(place)
    kept = {path for path in before if path.partition("/")[0] in made.keep}
    unknown = [path for path in foreign(before, known) if path not in new.keys() | kept]
    if unknown:  # perhaps from a plain `pelican`, which also writes drafts and does not write a list
        ours = build(root, work.folder / WORKING, WORKING_SETTINGS, "never", _inherited(work))
        built = survey(ours.folder) if ours.folder.is_dir() else {}
        refuse(place, [path for path in unknown if path not in built], made.keep, has_list=bool(known))
    carry_over(kept - new.keys(), place, made.folder)
    write_list(place, known, new)
    if hasattr(os, "sync"):
        os.sync()  # otherwise a power cut after the swap could leave empty files
    swap(made.folder, place)
    with suppress(OSError):  # then the list also names files that are gone, which is harmless
        write_list(place, new)


def refuse(place: Path, unknown: list[str], keep: tuple[str, ...], *, has_list: bool) -> None:
    """Refuse to delete files that no build wrote, and say what to do with them."""
    if unknown:
        names = [*keep, *dict.fromkeys(path.partition("/")[0] for path in unknown)]
        plain = "" if has_list else f" (or delete {place.name}/ if a plain `pelican` wrote all of it)"
        raise RefusedError(
            f"no build wrote {few(unknown, f'{place.name}/')}: move or delete them{plain}, "
            f"or keep them with OUTPUT_RETENTION = {names} in {WORKING_SETTINGS}"
        )


def carry_over(kept: set[str], place: Path, new: Path) -> None:
    """Copy the files of the last site that the settings keep, and the permissions of its folder."""
    for path in sorted(kept):
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / path, new / path, follow_symlinks=False)
    if place.is_dir():
        shutil.copymode(place, new)


def swap(new: Path, place: Path) -> None:
    """Replace ``place`` with ``new`` in one step; the old folder is left next to ``new``."""
    if not os.path.lexists(place):
        rename(new, place)
    elif not _exchange(new, place):
        # This system cannot exchange folders: briefly there is no site, but never a partial one.
        aside = new.with_name(OLD)
        try:
            rename(place, aside)
            rename(new, place)
        finally:
            if os.path.lexists(aside) and not os.path.lexists(place):
                rename(aside, place)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths atomically if the system can: renameat2(2) on Linux, renamex_np(2) on macOS."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
    except (TypeError, OSError):  # Windows, or a Python that cannot load libraries
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        return not libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return hasattr(libc, "renamex_np") and not libc.renamex_np(*paths, RENAME_SWAP)
