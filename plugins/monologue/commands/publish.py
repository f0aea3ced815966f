"""Build into a fresh folder, check it, and only then put it in the place of the last site.

Nothing is removed but what a build of ours wrote: see ``written``.
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

from .build.process import Build, build
from .output.work_folder import NEW, OLD, WORKING, Place, alone
from .output.written import RefusedError, Sizes, few, foreign, listed, survey, write_list

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Linux, linux/fcntl.h and linux/fs.h: paths are relative to the working directory; swap both."""
RENAME_SWAP = 2
"""macOS, sys/stdio.h."""
WORKING_SETTINGS = "pelicanconf.py"
"""The settings of `invoke build`, and of `pelican` if it is not given any."""
ENDS = ("SIGTERM", "SIGHUP")
"""Signals that end a run as Ctrl-C does, with all put in order. Windows has no second one."""


def publish(root: Path, output: Path, settings: str = "publishconf.py", fail_on: str = "error") -> int:
    """Build the site at ``root`` and swap it into ``output``; return Pelican's exit status.

    Until the swap, ``output`` is not touched: after a fault, Ctrl-C, a full
    disk or a killed process it holds the last published site, whole, or the
    next run puts that back. Names in ``OUTPUT_RETENTION`` are carried over.

    Raises:
        RefusedError: If ``output`` holds a repository or files that no build of ours
            wrote, or another run is under way there.
        OSError: If there is no room, or no right to write, beside ``output``.
    """
    place = Path(os.path.realpath(output))  # a link stays one: what it leads to is replaced
    with ended_by_signals(), alone(place) as work:
        check_place(root, place)
        made = build(root, work.folder / NEW, settings, fail_on, _inherited(work))
        print(made.said, end="", flush=True)
        if made.report:
            print(made.report, file=sys.stderr)
        if made.status == 0:
            replace(root, place, made, work)
        return made.status


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let the signals that end a process end this block in order, as Ctrl-C does."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before: dict[int, object] = {}
    with suppress(ValueError):  # only the main thread can
        for name in ENDS:
            number = getattr(signal, name, None)
            if number and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)


def _inherited(work: Place) -> tuple[int, ...]:
    """Return the lock for the process that builds: if only this one is killed, that one still writes."""
    return () if sys.platform == "win32" else (work.lock,)


def check_place(root: Path, place: Path) -> None:
    """Refuse, before a build, what is never replaced.

    Raises:
        RefusedError: With what to do, in one line.
        OSError: If a folder of ``place`` cannot be read.
    """
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise RefusedError(f"{place.name} is not a folder: move it elsewhere")
    if Path(os.path.realpath(root)).is_relative_to(place):
        raise RefusedError(f"{place} holds the sources of the site")
    survey(place)


def replace(root: Path, place: Path, made: Build, work: Place) -> None:
    """Put a complete build in the place of the last site, with what the settings keep.

    Raises:
        RefusedError: If a file would be lost that no build of ours wrote.
        OSError: If there is no room. ``place`` is as it was.
    """
    new = survey(made.folder)
    before: Sizes = survey(place) if place.is_dir() else {}
    known = listed(place)
    kept = {path for path in before if path.partition("/")[0] in made.keep}
    strangers = [path for path in foreign(before, known) if path not in new.keys() | kept]
    if strangers:  # of a plain `pelican`, which writes drafts, too, and no list?
        ours = build(root, work.folder / WORKING, WORKING_SETTINGS, "never", _inherited(work))
        built = survey(ours.folder) if ours.folder.is_dir() else {}
        refuse(place, [path for path in strangers if path not in built], made.keep, has_list=bool(known))
    carry_over(kept - new.keys(), place, made.folder)
    write_list(place, known, new)
    if hasattr(os, "sync"):
        os.sync()  # or a power cut after the swap could leave empty files in the place of full ones
    swap(made.folder, place)
    with suppress(OSError):  # then the list names files that are gone, which does no harm
        write_list(place, new)


def refuse(place: Path, strangers: list[str], keep: tuple[str, ...], *, has_list: bool) -> None:
    """Refuse to lose files that no build wrote, and say what to do with them."""
    if strangers:
        names = [*keep, *dict.fromkeys(path.partition("/")[0] for path in strangers)]
        plain = "" if has_list else f" (or delete {place.name}/ if a plain `pelican` wrote all of it)"
        raise RefusedError(
            f"no build wrote {few(strangers, f'{place.name}/')}: move or delete them{plain}, "
            f"or have them kept with OUTPUT_RETENTION = {names} in {WORKING_SETTINGS}"
        )


def carry_over(kept: set[str], place: Path, new: Path) -> None:
    """Copy what the settings keep of the last site, and the rights of its folder."""
    for path in sorted(kept):
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / path, new / path, follow_symlinks=False)
    if place.is_dir():
        shutil.copymode(place, new)


def swap(new: Path, place: Path) -> None:
    """Put ``new`` in the place of ``place``, in one step; what stood there is left beside ``new``."""
    if not os.path.lexists(place):
        new.rename(place)
    elif not _exchange(new, place):
        # No system call for it here: for a moment there is no site, but never half of one.
        aside = new.with_name(OLD)
        try:
            place.rename(aside)
            new.rename(place)
        finally:
            if os.path.lexists(aside) and not os.path.lexists(place):
                aside.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths atomically, if the system can: renameat2(2) on Linux, renamex_np(2) on macOS."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
    except (TypeError, OSError):  # Windows, or a Python that cannot load libraries
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        return not libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return hasattr(libc, "renamex_np") and not libc.renamex_np(*paths, RENAME_SWAP)
