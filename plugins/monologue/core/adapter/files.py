"""Disk access for reports."""

import os
from collections.abc import Sequence
from pathlib import Path

from ..ignore import IGNORE


def shown(path: str | Path) -> str:
    """Return a path relative to the working directory if it is below it, otherwise absolute."""
    full, here = Path(path).absolute(), Path.cwd()
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()


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
