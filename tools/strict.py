"""Run Pelican as ``python -m pelican`` does, but exit with status 0 only if the site is complete.

``python -P strict.py NOTE NAME ARGUMENT...``: the arguments are Pelican's. A
complete build writes ``NOTE``, a JSON object whose ``keep`` is the setting
``OUTPUT_RETENTION``. Diagnostics call the output folder ``NAME``, in every report
format.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import pelican
from pelican import utils
from pelican.plugins import signals

INCOMPLETE = 2
"""The exit status if a file could not be copied: the site has no error, but was not built."""
Renames = tuple[tuple[str, str], ...]
"""Pairs of (text to replace, replacement), applied in this order."""


class Renamed(list[Any]):
    """The diagnostics of one build; adding one replaces the build folder with the output's name."""

    def __init__(self, renames: Renames) -> None:
        super().__init__()
        self.renames = renames

    def append(self, found: Any) -> None:
        """Add one diagnostic, a named tuple."""
        super().append(found._make(renamed(v, self.renames) if isinstance(v, str) else v for v in found))

    def extend(self, found: Iterable[Any]) -> None:
        """Add several diagnostics."""
        for one in found:
            self.append(one)


def renamed(text: str, renames: Renames) -> str:
    """Return ``text`` with each pair of ``renames`` replaced."""
    for before, after in renames:
        text = text.replace(before, after)
    return text


def renames_of(folder: Path, name: str, root: Path) -> Renames:
    """Return how messages write ``folder``, as a full path or from ``root``, and ``name`` for each."""
    forms = [str(folder), folder.as_posix()]
    if folder.is_relative_to(root):
        forms += [str(folder.relative_to(root)), folder.relative_to(root).as_posix()]
    return tuple((form, name) for form in dict.fromkeys(forms))


def copy_file(source: str, destination: str) -> None:
    """Copy a file, or end the build. Pelican's own function only logs a warning and leaves a truncated file.

    Raises:
        SystemExit: With status ``INCOMPLETE``, after one line on standard error.
    """
    try:
        shutil.copyfile(source, destination)
        copied, whole = Path(destination).stat().st_size, Path(source).stat().st_size
        reason = "" if copied == whole else f"{copied} of {whole} bytes were copied"
    except OSError as error:
        reason = error.strerror or str(error)
    if reason:
        print(f"{source} could not be copied to the site: {reason}", file=sys.__stderr__)
        raise SystemExit(INCOMPLETE)


def interrupted(number: int, _: FrameType | None) -> None:
    """Exit with the shell's status for a signal: Pelican catches ``KeyboardInterrupt`` and exits with 0."""
    raise SystemExit(128 + number)


def run(note: Path, name: str, arguments: list[str]) -> None:
    """Run Pelican with ``arguments``, and write ``note`` if it completes."""
    from monologue.core.run import run as run_pelican  # noqa: PLC0415 - the importer of this module may not have it

    settings: dict[str, Any] = {}

    def prepare(site: pelican.Pelican) -> None:
        settings.update(keep=list(map(str, site.settings["OUTPUT_RETENTION"])))
        # The plugins share this list; this handler is connected first, so it runs before they add to it.
        site.settings["DIAGNOSTICS"] = Renamed(renames_of(Path(site.output_path), name, Path.cwd()))

    signals.initialized.connect(prepare)
    utils.copy_file = copy_file
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupted)
    if status := run_pelican(arguments):
        raise SystemExit(status)
    note.write_text(json.dumps(settings), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - a string, as with `python -m`
    _, note_, name_, *rest = sys.argv
    sys.argv = ["pelican", *rest]
    run(Path(note_), name_, rest)
