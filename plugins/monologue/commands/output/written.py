"""Know which files of the output a build of ours wrote: they are listed in a file beside it.

The list is not in the output, or it would be deployed and served with it.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

REPOSITORIES = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", ".fslckout", "_FOSSIL_", "CVS"})
"""By these names, of a folder or a file, version control marks what it keeps."""
JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers write into each folder that they show; it is worth nothing."""
NAMED = 3
"""The files that a message names; of more it says the number."""
Sizes = Mapping[str, int]
"""Each file's path from the output, with ``/``, and its size in bytes."""


class RefusedError(OSError):
    """What was not done, since something that no build of ours wrote would be lost; one line."""


def list_of(output: Path) -> Path:
    """Return where the list of the files of ``output`` is."""
    return output.with_name(f".{output.name}-files.json")


def survey(folder: Path) -> dict[str, int]:
    """Return every file below ``folder``. A link counts as a file and is not followed.

    Raises:
        RefusedError: If there is a repository, or another file system mounted in it.
        OSError: If a folder cannot be read.
    """
    if mounted := sorted(point for point in mount_points() if point.is_relative_to(os.path.realpath(folder))):
        raise RefusedError(f"{mounted[0]} is a mount point, which cannot be replaced: unmount it")
    found: dict[str, int] = {}
    device = folder.stat().st_dev
    for base, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted({*folders, *files} & REPOSITORIES):
            marks = f"{folder.name}/{_below(folder, base, name)}"
            raise RefusedError(f"{marks} marks a repository, which is never replaced: move it elsewhere")
        if Path(base).stat().st_dev != device:
            raise RefusedError(f"{folder.name}/{_below(folder, base)} is another file system: unmount it")
        links = {name for name in folders if Path(base, name).is_symlink()}
        for name in {*files, *links} - JUNK:
            found[_below(folder, base, name)] = Path(base, name).lstat().st_size
    return found


def mount_points() -> list[Path]:
    """Return where file systems are mounted, as Linux lists it in proc_pid_mountinfo(5); elsewhere none.

    A folder that is mounted at a second place has the same device number, so that nothing else tells it.
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
    """Return the files that builds wrote to ``output``, and the sizes they may have; none without a list."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        files = json.loads(list_of(output).read_text(encoding="utf-8"))["files"]
        return {str(path): list(map(int, sizes)) for path, sizes in files.items()}
    return {}


def write_list(output: Path, *surveys: Mapping[str, int | list[int]]) -> None:
    """List the files of all ``surveys``: before a swap, of the old site and of the new one."""
    files: dict[str, list[int]] = {}
    for path, size in (item for survey in surveys for item in survey.items()):
        known = files.setdefault(path, [])
        known += [one for one in ([size] if isinstance(size, int) else size) if one not in known]
    write_whole(list_of(output), json.dumps({"files": dict(sorted(files.items()))}, indent=0) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step: after a fault it holds what it held."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def foreign(found: Sizes, ours: Mapping[str, list[int]]) -> list[str]:
    """Return the files that are not in the list, or no longer have a size of it, sorted."""
    return sorted(path for path, size in found.items() if size not in ours.get(path, ()))


def few(paths: Sequence[str], below: str = "") -> str:
    """Name the first of some files in one line that can be printed, and say how many more there are."""
    named = ", ".join(below + path for path in paths[:NAMED])
    named = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in named)
    return named + (f" and {len(paths) - NAMED} more" if len(paths) > NAMED else "")


def remove_listed(output: Path) -> list[str]:
    """Remove the files that builds of ours wrote, and the list; return the files that stay.

    Raises:
        RefusedError, OSError: As ``survey`` says. Then nothing was removed.
    """
    if not output.is_dir():
        if os.path.lexists(output):
            raise RefusedError(f"{output.name} is not a folder")
        list_of(output).unlink(missing_ok=True)
        return []
    found = survey(output)
    stays = foreign(found, listed(output))
    for path in sorted(found.keys() - set(stays)):
        (output / path).unlink()
    for base, _, _ in os.walk(output, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(base).rmdir()
    list_of(output).unlink(missing_ok=True)
    return stays
