"""Deploy a site to a folder by rsync, and delete there only what an earlier deployment put there.

A file next to the output lists what was deployed where; nothing but the site is written to the target.
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
"""How rsync starts the line for a file that it deletes."""
OPTIONS = ("--recursive", "--links", "--perms", "--checksum", "--delay-updates")
"""Compare checksums, because a build rewrites every file; replace all files together at the end."""


def changes_there(root: Path, output: Path, target: Target, *, delete: bool) -> tuple[list[str], list[str]]:
    """Return a line for each change, deletions first, and the files that are kept but not in ``output``.

    With ``delete``, no such file is kept.
    """
    options = ("--delete", "--dry-run", "--out-format=%i %n")
    printed = run("rsync", *OPTIONS, *options, "--", f"{output}/", target.rsync, cwd=root)
    lines = [line for line in printed.split("\n") if line.strip()]
    there = {name: line for line in lines if (name := deleted_in(line))}
    to_delete = [*there] if delete else ours_of(there, put_there(output, target))
    changed = [line for line in lines if not line.startswith(DELETING)]
    kept = [name for name in there.keys() - set(to_delete) if not name.endswith("/")]
    return [there[name] for name in to_delete] + changed, sorted(kept)


def deleted_in(line: str) -> str:
    r"""Return the path that a line of rsync's output deletes, or an empty string; a folder ends with a slash.

    rsync writes unprintable bytes as ``\#ooo``, in octal.
    """
    if not line.startswith(DELETING):
        return ""
    name = line.removeprefix(DELETING).encode(errors="surrogateescape")
    name = re.sub(rb"\\#(\d{3})", lambda code: bytes([int(code[1], 8)]), name)
    return name.decode(errors="surrogateescape")


def ours_of(there: Collection[str], put: Collection[str]) -> list[str]:
    """Return what may be deleted: deployed files, and folders that hold nothing else."""
    kept = [name for name in there if not name.endswith("/") and name not in put]
    return [
        name
        for name in there
        if name in put or (name.endswith("/") and not _any_below(name, kept) and _any_below(name, put))
    ]


def _any_below(folder: str, names: Iterable[str]) -> bool:
    return any(name.startswith(folder) for name in names)


def deploy(root: Path, output: Path, target: Target, to_delete: Iterable[str]) -> None:
    """Copy the site, then delete what ``to_delete`` names; in this order, no link breaks in between."""
    files = set(survey(output))
    record(output, target, files | put_there(output, target))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        rules = Path(folder, "rules")
        # The first matching rule applies: R ("risk") allows deleting a name, P protects all others.
        # rsync descends only into folders that it may delete, and keeps those that are not empty.
        names = {above for name in to_delete for above in (name, *_folders_above(name))}
        texts = [*(f"R {pattern_of(name)}" for name in sorted(names)), "P *"]
        rules.write_bytes("".join(f"{text}\0" for text in texts).encode(errors="surrogateescape"))
        options = ("--delete-after", "--from0", f"--filter=merge {rules}")
        run("rsync", *OPTIONS, *options, "--", f"{output}/", target.rsync, cwd=root)
    record(output, target, files)


def _folders_above(name: str) -> list[str]:
    return [f"{folder}/" for folder in PurePosixPath(name).parents if folder.name]


def pattern_of(name: str) -> str:
    r"""Return the rsync pattern that matches one path only; ``\`` escapes only if there are wildcards."""
    return "/" + (re.sub(r"([\\*?[])", r"\\\1", name) if re.search(r"[*?[]", name) else name)


def _record_file(output: Path) -> Path:
    return output.with_name(f".{output.name}-deployed.json")


def _recorded(output: Path) -> dict[str, list[str]]:
    with suppress(OSError, ValueError, AttributeError):
        known = json.loads(_record_file(output).read_text(encoding="utf-8"))
        return {str(place): list(map(str, files)) for place, files in known.items()}
    return {}


def put_there(output: Path, target: Target) -> set[str]:
    """Return the files that earlier deployments put on the target, as recorded on this machine."""
    return set(_recorded(output).get(target.rsync.rstrip("/"), ()))


def record(output: Path, target: Target, files: Iterable[str]) -> None:
    """Record which files are on the target."""
    known = {**_recorded(output), target.rsync.rstrip("/"): sorted(files)}
    write_whole(_record_file(output), json.dumps(dict(sorted(known.items())), indent=0) + "\n")
