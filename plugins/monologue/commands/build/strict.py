"""Run Pelican as ``python -m pelican`` does, but exit with status 0 only if the site is complete.

``python -P -m monologue.commands.build.strict NOTE NAME ARGUMENT...``: the arguments are Pelican's. A
complete build writes ``NOTE``, a JSON object: ``keep`` is the setting
``OUTPUT_RETENTION``, ``watched`` the folders and single files that the site is built from,
``documents`` the output path of each source, ``left_out`` the sources with an error.
Diagnostics call the output folder ``NAME``, in every report
format.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pelican
from pelican import utils
from pelican.plugins import signals

from ...core.adapter.files import WATCHED_FILES, shown
from ...core.adapter.run import run as run_pelican
from ..site_settings import watched
from .drafts import list_drafts, without_draft_target
from .process import DRAFTS, INCOMPLETE
from .renames import Renamed, renames_of


class Finished(NamedTuple):
    """What a finished build leaves in the process that made it."""

    generators: list[Any]
    """Pelican's generators; they share one context with every content."""
    writer: Any


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


def sources_of(context: dict[str, Any]) -> dict[str, Any]:
    """Return the output path of each source, and the sources that were left out because of an error."""
    contents = {
        shown(Path(context["PATH"], source)): content
        for source, content in sorted(context["generated_content"].items())
    }
    written = {source: content.save_as for source, content in contents.items() if content}
    return {
        "documents": {source: Path(path).as_posix() for source, path in written.items() if path},
        "left_out": [source for source, content in contents.items() if content is None],
    }


def run(note: Path, name: str, arguments: list[str]) -> Finished:
    """Run Pelican with ``arguments``, and write ``note`` if it completes.

    Raises:
        SystemExit: If it does not; with the exit status of the build.
    """
    settings: dict[str, Any] = {}
    finished: dict[str, Any] = {}
    files: list[str] = []

    def prepare(site: pelican.Pelican) -> None:
        settings["keep"] = list(map(str, site.settings["OUTPUT_RETENTION"]))
        settings["watched"] = list(map(str, watched(site.settings)))
        site.settings[WATCHED_FILES] = files
        # The plugins share this list; this handler is connected first, so it runs before they add to it.
        if os.environ.get(DRAFTS):
            without_draft_target(site.settings)
            signals.article_generator_finalized.connect(list_drafts)
        site.settings["DIAGNOSTICS"] = Renamed(renames_of(Path(site.output_path), name, Path.cwd()))

    def note_sources(generators: list[Any]) -> None:
        settings.update(sources_of(generators[0].context))
        finished["generators"] = generators

    def keep_writer(_: Any, writer: Any) -> None:
        finished["writer"] = writer

    signals.initialized.connect(prepare)
    signals.all_generators_finalized.connect(note_sources)
    signals.article_writer_finalized.connect(keep_writer)
    utils.copy_file = copy_file
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupted)
    if status := run_pelican(arguments):
        raise SystemExit(status)
    settings["watched"] += sorted(set(files))
    note.write_text(json.dumps(settings), encoding="utf-8")
    return Finished(**finished)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - a string, as with `python -m`
    _, note_, name_, *rest = sys.argv
    sys.argv = ["pelican", *rest]
    run(Path(note_), name_, rest)
