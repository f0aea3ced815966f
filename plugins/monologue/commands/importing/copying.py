"""Write the new site: all at once into an empty folder, or only what is missing into a former import."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from .model import ImportRefusedError
from .plan import Plan
from .report import NAME


def check_places(source: Path, folder: Path) -> bool:
    """Return whether ``folder`` is a former import.

    Raises:
        ImportRefusedError: If one folder is inside the other, or ``folder`` has other files.
    """
    here, there = source.resolve(), folder.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise ImportRefusedError(f"{folder} and {source} are inside each other (choose a folder elsewhere)")
    if folder.exists() and not folder.is_dir():
        raise ImportRefusedError(f"{folder} is not a folder")
    is_former = (folder / NAME).is_file()
    if folder.is_dir() and not is_former and any(folder.iterdir()):
        raise ImportRefusedError(f"{folder} is not empty, and has no {NAME} of a former import")
    return is_former


def write_new(source: Path, folder: Path, plan: Plan, report: Callable[[Path], str]) -> None:
    """Write a new site; ``report`` gets the complete site in a temporary folder, and returns IMPORT.md.

    Raises:
        OSError: If a file cannot be written; then nothing is left behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        site = Path(work) / "site"
        for target in (*plan.made, *plan.copied):
            _write(source, site, target, plan)
        (site / "public").mkdir(exist_ok=True)
        (site / ".github/as-text").chmod(0o755)
        (site / NAME).write_bytes(report(site).encode(errors="backslashreplace"))
        if folder.exists():
            folder.rmdir()
        shutil.move(site, folder)


def write_missing(source: Path, folder: Path, plan: Plan) -> list[str]:
    """Write the files that a former import does not have, and return them; no existing file is changed.

    Raises:
        OSError: If a file cannot be written.
    """
    root, added = folder.resolve(), []
    for target in (*plan.made, *plan.copied):
        path = folder / target
        is_inside = path.parent.resolve().is_relative_to(root)
        if is_inside and not path.exists() and not path.is_symlink():
            with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as work:
                _write(source, Path(work), target, plan)
                path.parent.mkdir(parents=True, exist_ok=True)
                (Path(work) / target).rename(path)
            added.append(target)
    return sorted(added)


def _write(source: Path, site: Path, target: str, plan: Plan) -> None:
    """Write or copy one file of the plan."""
    path = site / target
    path.parent.mkdir(parents=True, exist_ok=True)
    if target in plan.made:
        path.write_bytes(plan.made[target])
    else:
        shutil.copyfile(source / plan.copied[target], path)
