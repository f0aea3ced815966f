"""Build a site in a separate process, into a folder that is not served yet."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ...core.adapter.system import is_windows
from ...core.adapter.terminal import TERMINAL, lent_terminal
from .renames import renamed, renames_of

PLUGINS = Path(__file__).resolve().parents[3]
"""The folder with the package ``monologue``: ``plugins/``, or that of all installed packages."""
IS_INSTALLED = str(PLUGINS) in sysconfig.get_paths().values()
STRICT = f"{__package__}.strict"
INCOMPLETE = 2
"""The exit status if a file could not be copied: the site has no error, but was not built."""
OUTPUT = "output"
"""The name of the output folder in messages, whatever temporary folder the build writes to."""


@dataclass(frozen=True, slots=True)
class Build:
    """The result of one run of Pelican."""

    folder: Path
    status: int
    report: str
    """The diagnostics, or whatever else was printed before the build failed; plain lines."""
    summary: str
    """Pelican's summary of a successful build: the number of articles, drafts and pages."""
    keep: tuple[str, ...] = ()
    """The site's setting ``OUTPUT_RETENTION``: names at the top of the output that are never removed."""
    watched: tuple[Path, ...] = ()
    """The folders and single files from which the site is built; one may not exist yet."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """The path of the document, relative to the output, of each source as diagnostics write it."""
    left_out: tuple[str, ...] = ()
    """The sources without a document because of an error in them."""


DEBUG = "MONOLOGUE_DEBUG"
"""The environment variable that makes a build print Pelican's full log and the traceback of a crash."""
AT_LEAST = "MONOLOGUE_FAIL_ON"
"""The environment variable with the lowest severity that fails a build, even if ``FAIL_ON`` is higher."""

DRAFTS = "MONOLOGUE_LIST_DRAFTS"
"""The environment variable that puts drafts into the listings."""


PRINTS = {"PYTHONIOENCODING": "utf-8:backslashreplace"}
"""What makes a build print UTF-8 whatever the encoding of the terminal is, and never fail on a character."""


def environment() -> dict[str, str]:
    """Return an environment in which Python finds this package, even if it is not installed."""
    added = [] if IS_INSTALLED else [str(PLUGINS)]
    paths = [*added, *filter(None, [os.environ.get("PYTHONPATH")])]
    # A theme or a plugin that does not name an encoding expects UTF-8, which is not the default on Windows.
    utf8 = {"PYTHONUTF8": "1"} if is_windows() else {}
    return {**os.environ, **utf8, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "1000"}


def pelican(note: str = os.devnull) -> list[str]:
    """Return the command that runs Pelican strictly; further arguments are Pelican's. See ``strict``."""
    return [sys.executable, "-P", "-m", STRICT, note, OUTPUT, *debug_options()]


def debug_options() -> list[str]:
    """Return Pelican's option for a full log, if the author asked for it."""
    return ["--debug"] if os.environ.get(DEBUG) else []


def arguments_of(folder: Path, settings: str, fail_on: str) -> list[str]:
    """Return Pelican's arguments for a build into ``folder``."""
    options = ["-e", 'FAIL_ON="never"'] if fail_on == "never" else []
    return ["-s", settings, "-o", str(folder), *options]


def environment_of(fail_on: str, drafts: bool) -> dict[str, str]:
    """Return the environment of a build."""
    return {**environment(), **PRINTS, AT_LEAST: fail_on, **({DRAFTS: "1"} if drafts else {})}


def note_of(folder: Path) -> Path:
    """Return the file that a build into ``folder`` writes when it is complete."""
    return folder.with_name(f"{folder.name}.json")


def build(  # noqa: PLR0913, PLR0917 - each is a decision of the command
    root: Path,
    folder: Path,
    settings: str,
    fail_on: str,
    locks: Sequence[int] = (),
    drafts: bool = False,
) -> Build:
    """Build the site at ``root`` with its ``settings`` file into ``folder``, which is empty.

    Each build is a new process: Pelican keeps every article of every build in
    memory, and Python does not reload plugins. ``fail_on`` is the lowest severity
    that fails the build; ``"never"`` also overrides the site's own ``FAIL_ON``. A
    file that cannot be written completely always fails the build. ``locks`` are
    file descriptors that the process inherits and holds while it runs. With
    ``drafts``, listings contain the drafts as well.
    """
    with lent_terminal() as terminal:
        done = subprocess.run(
            [*pelican(str(note_of(folder))), *arguments_of(folder, settings, fail_on)],
            cwd=root,
            env={**environment_of(fail_on, drafts), TERMINAL: "".join(map(str, terminal))},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            pass_fds=(*locks, *terminal),
        )
    return result_of(root, folder, done.returncode, done.stdout, done.stderr)


def result_of(root: Path, folder: Path, status: int, printed: str, errors: str) -> Build:
    """Return the result of a build into ``folder``: its exit status, and what it printed and noted."""
    note = note_of(folder)
    renames = renames_of(folder, OUTPUT, root)
    report, summary = (renamed(text, renames) for text in (errors.strip(), printed))
    try:
        noted = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        report = report or "Pelican exited before the site was complete."
        return Build(folder, status or INCOMPLETE, report, summary)
    with suppress(OSError):  # on Windows, another program may have it open
        note.unlink()
    return Build(
        folder,
        status,
        report,
        summary,
        tuple(noted["keep"]),
        tuple(map(Path, noted["watched"])),
        noted["documents"],
        tuple(noted["left_out"]),
    )
