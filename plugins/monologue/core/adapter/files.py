"""Disk access for reports, and the files that a build notes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ..ignore import IGNORE

WATCHED_FILES = "WATCHED_FILES"
"""The key of Pelican's settings for a list of paths; only a build that is repeated after changes has it.

A part adds the files that it reads outside the folders named in the settings; they need not exist.
"""
SETTINGS_FILE = "pelicanconf.py"


def shown(path: str | Path) -> str:
    """Return a path relative to the working directory if it is below it, otherwise absolute."""
    full, here = os.path.join(os.getcwd(), path), os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - for all
    return Path(full.removeprefix(here)).as_posix()  # not normalized: that could follow a link


def site_folder(content: Path) -> Path | None:
    """Return the folder of a site: the closest one, from the content folder upwards, with a settings file."""
    folders = (content, *content.parents)
    return next((folder for folder in folders if (folder / SETTINGS_FILE).is_file()), None)


def loaded_files() -> list[str]:
    """Return the Python files directly in the working directory that are loaded, sorted: the settings."""
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return sorted({path for path in map(shown, filter(None, modules)) if "/" not in path})


def source_lines(path: str) -> Sequence[str]:
    """Return the lines of a file, or nothing if no comment in it ignores a finding."""
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):  # a folder, a deleted file, an invalid name
        return ()
    return text.split("\n") if IGNORE.search(text) else ()


def write_report(path: str, text: str) -> None:
    """Write a report to a file; append to the step summary on GitHub, which other commands also write to."""
    mode = "a" if path == os.environ.get("GITHUB_STEP_SUMMARY") else "w"
    with Path(path).open(mode, encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
