"""Bring a site to a folder by rsync, and delete there only what an earlier deploying put there.

A file beside the output lists what was put where; the other side holds nothing but the site.
"""

import json
import re
import tempfile
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..output.written import survey, write_whole
from .command import run
from .targets import Target

DELETING = "*deleting   "
"""How rsync begins the line of a file that it deletes."""
OPTIONS = ("--recursive", "--links", "--perms", "--checksum", "--delay-updates")
"""A build writes every file anew, so only its bytes tell what has changed; pages are replaced together."""


def changes_there(root: Path, output: Path, target: Target, *, delete: bool) -> tuple[list[str], list[str]]:
    """Return the lines of what would change, deletions first, and what stays though it is not in ``output``.

    ``delete`` means that nothing stays.
    """
    options = ("--delete", "--dry-run", "--out-format=%i %n")
    said = run("rsync", *OPTIONS, *options, "--", f"{output}/", target.rsync, cwd=root)
    lines = [line for line in said.split("\n") if line.strip()]
    there = {name: line for line in lines if (name := deleted_in(line))}
    doomed = [*there] if delete else ours_of(there, put_there(output, target))
    changed = [line for line in lines if not line.startswith(DELETING)]
    stays = [name for name in there.keys() - set(doomed) if not name.endswith("/")]
    return [there[name] for name in doomed] + changed, sorted(stays)


def deleted_in(line: str) -> str:
    r"""Return the path that a line of rsync says is deleted, a folder with its slash; else an empty text.

    rsync writes bytes that cannot be printed as ``\#ooo``, in octal.
    """
    if not line.startswith(DELETING):
        return ""
    name = line.removeprefix(DELETING).encode(errors="surrogateescape")
    name = re.sub(rb"\\#(\d{3})", lambda code: bytes([int(code[1], 8)]), name)
    return name.decode(errors="surrogateescape")


def ours_of(there: Collection[str], put: Collection[str]) -> list[str]:
    """Return what may be deleted: files that were put there, and folders that hold nothing else."""
    stays = [name for name in there if not name.endswith("/") and name not in put]
    return [
        name
        for name in there
        if name in put or (name.endswith("/") and not _any_below(name, stays) and _any_below(name, put))
    ]


def _any_below(folder: str, names: Iterable[str]) -> bool:
    return any(name.startswith(folder) for name in names)


def bring(root: Path, output: Path, target: Target, doomed: Iterable[str]) -> None:
    """Copy the site, and delete the files and folders that are ``doomed``, last: no link leads to a lack."""
    files = set(survey(output))
    note(output, target, files | put_there(output, target))
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder, "rules")
        # The first rule that fits counts: these can be deleted ("risk"), all else is protected. rsync looks
        # only into folders that it may delete, and leaves those that are not empty.
        names = {above for name in doomed for above in (name, *_folders_above(name))}
        texts = [*(f"R {pattern_of(name)}" for name in sorted(names)), "P *"]
        rules.write_bytes("".join(f"{text}\0" for text in texts).encode(errors="surrogateescape"))
        options = ("--delete-after", "--from0", f"--filter=merge {rules}")
        run("rsync", *OPTIONS, *options, "--", f"{output}/", target.rsync, cwd=root)
    note(output, target, files)


def _folders_above(name: str) -> list[str]:
    return [f"{folder}/" for folder in PurePosixPath(name).parents if folder.name]


def pattern_of(name: str) -> str:
    r"""Return the pattern of rsync that fits one path only; ``\`` escapes only where there is a wildcard."""
    return "/" + (re.sub(r"([\\*?[])", r"\\\1", name) if re.search(r"[*?[]", name) else name)


def _notes(output: Path) -> Path:
    return output.with_name(f".{output.name}-deployed.json")


def _known(output: Path) -> dict[str, list[str]]:
    with suppress(OSError, ValueError, AttributeError):
        known = json.loads(_notes(output).read_text(encoding="utf-8"))
        return {str(place): list(map(str, files)) for place, files in known.items()}
    return {}


def put_there(output: Path, target: Target) -> set[str]:
    """Return the files that deploying has put to the target, as far as it is noted here."""
    return set(_known(output).get(target.rsync.rstrip("/"), ()))


def note(output: Path, target: Target, files: Iterable[str]) -> None:
    """Note which files are put to the target."""
    known = {**_known(output), target.rsync.rstrip("/"): sorted(files)}
    write_whole(_notes(output), json.dumps(dict(sorted(known.items())), indent=0) + "\n")
