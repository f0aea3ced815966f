"""The disk, as far as reports need it."""

import os
from collections.abc import Sequence
from pathlib import Path

from .ignore import IGNORE


def shown(path: str | Path) -> str:
    """Return a path as an author can open it: relative to the working directory if it is below it."""
    full, here = Path(path).absolute(), Path.cwd()
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()


def source_lines(path: str) -> Sequence[str]:
    """Return the lines of a file in which a comment ignores something, else none."""
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):  # a folder, a file that is gone, a name that no system knows
        return ()
    return text.split("\n") if IGNORE.search(text) else ()


def write_report(path: str, text: str) -> None:
    """Write a report to a file; to the summary of a step on GitHub, add it, as other commands do."""
    mode = "a" if path == os.environ.get("GITHUB_STEP_SUMMARY") else "w"
    with Path(path).open(mode, encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
