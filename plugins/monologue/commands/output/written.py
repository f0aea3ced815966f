"""Record which files of the output our builds wrote, in a list next to the output.

The list is not inside the output, because it would then be deployed and served.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from ...core.adapter.system import patiently, replace
from ...core.cache import FILE

REPOSITORIES = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", ".fslckout", "_FOSSIL_", "CVS"})
"""Names of the files and folders in which version control systems keep a repository."""
JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers write into the folders they show; they can be deleted."""
NAMED = 3
"""The number of files that a message names before it counts the others."""
Sizes = Mapping[str, int]
"""Each file's path relative to the output, with ``/``, and its size in bytes."""


class RefusedError(OSError):
    """Something was not done, because it would delete a file that no build wrote. The message is one line."""


def list_of(output: Path) -> Path:
    """Return the path of the list of files of ``output``."""
    return output.with_name(f".{output.name}-files.json")


def survey(folder: Path) -> dict[str, int]:
    """Return every file below ``folder``. A symbolic link counts as a file and is not followed.

    Raises:
        RefusedError: If it contains a repository or a mount point.
        OSError: If a folder cannot be read.
    """
    if mounted := sorted(point for point in mount_points() if point.is_relative_to(os.path.realpath(folder))):
        raise RefusedError(f"{mounted[0]} is a mount point, which cannot be replaced (unmount it)")
    found: dict[str, int] = {}
    device = folder.stat().st_dev
    for base, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted({*folders, *files} & REPOSITORIES):
            marks = f"{folder.name}/{_below(folder, base, name)}"
            raise RefusedError(
                f"{marks} belongs to a repository, which is never replaced (move it elsewhere)"
            )
        if Path(base).stat().st_dev != device:
            raise RefusedError(f"{folder.name}/{_below(folder, base)} is on another file system (unmount it)")
        links = {name for name in folders if Path(base, name).is_symlink()}
        for name in {*files, *links} - JUNK:
            found[_below(folder, base, name)] = Path(base, name).lstat().st_size
    return found


def mount_points() -> list[Path]:
    """Return the mount points that Linux lists in proc_pid_mountinfo(5); none on other systems.

    A bind mount has the same device number as its source, so it can only be found here.
    """
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text(errors="surrogateescape").splitlines()
        points = (line.split(" ")[4] for line in lines)
        return [Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), point)) for point in points]
    return []


def _raise(error: OSError) -> None:
    raise error


def _below(folder: Path, base: str, name: str = "") -> str:
    return Path(base, name).relative_to(folder).as_posix()


def listed(output: Path) -> dict[str, list[int]]:
    """Return the files that builds wrote to ``output``, with their possible sizes; empty without a list."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        files = json.loads(list_of(output).read_text(encoding="utf-8"))["files"]
        return {str(path): list(map(int, sizes)) for path, sizes in files.items()}
    return {}


def write_list(output: Path, *surveys: Mapping[str, int | list[int]]) -> None:
    """Write a list of the files of all ``surveys``: before a swap, of the old and the new site."""
    files: dict[str, list[int]] = {}
    for path, size in (item for survey in surveys for item in survey.items()):
        known = files.setdefault(path, [])
        known += [one for one in ([size] if isinstance(size, int) else size) if one not in known]
    write_whole(list_of(output), json.dumps({"files": dict(sorted(files.items()))}, indent=0) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file atomically: after an error, the old content is still there."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def foreign(found: Sizes, ours: Mapping[str, list[int]]) -> list[str]:
    """Return the files, sorted, that are not in the list or have a size that is not in it."""
    return sorted(path for path, size in found.items() if size not in ours.get(path, ()))


def few(paths: Sequence[str], below: str = "") -> str:
    """Return the first file names as one printable line, with the number of the others."""
    named = ", ".join(below + path for path in paths[:NAMED])
    named = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in named)
    return named + (f" and {len(paths) - NAMED} more" if len(paths) > NAMED else "")


def remove_listed(output: Path) -> list[str]:
    """Remove the files that our builds wrote, and the list; return the files that are kept.

    Raises:
        RefusedError, OSError: As ``survey`` says; nothing is removed then.
    """
    if not output.is_dir():
        if os.path.lexists(output):
            raise RefusedError(f"{output.name} is not a folder")
        patiently(partial(list_of(output).unlink, missing_ok=True))
        return []
    found = survey(output)
    kept = foreign(found, listed(output))
    for path in sorted(found.keys() - set(kept)):
        patiently((output / path).unlink)
    for base, _, _ in os.walk(output, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(base).rmdir()
    patiently(partial(list_of(output).unlink, missing_ok=True))
    return kept


def remove_store(folder: Path) -> None:
    """Remove what former builds stored to be reused; other files in the folder are kept.

    Raises:
        OSError: If a file cannot be removed.
    """
    for path in sorted(folder.glob(f"{FILE}*")):
        patiently(partial(path.unlink, missing_ok=True))
    with suppress(OSError):  # it is not empty, or does not exist
        folder.rmdir()
