"""Build a site in a process of its own, into a folder that nobody reads yet."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Build:
    """What one run of Pelican wrote and said."""

    folder: Path
    status: int
    report: str
    """The diagnostics, or whatever else was said before it failed; plain lines."""
    said: str
    """What Pelican says of a build that went well: how many articles, drafts and pages there are."""


RUN = (sys.executable, "-m", "monologue.core.run")
"""Pelican, but that nothing fails unnoticed. Exit status: 0, 1 for faults, 2 for a crash, 130 for Ctrl-C."""


def environment() -> dict[str, str]:
    """Return the environment in which ``RUN`` is found: the bundle need not be installed."""
    plugins = Path(__file__).resolve().parents[1] / "plugins"
    paths = [str(plugins), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "1000"}


def build(root: Path, folder: Path, settings: str, fail_on: str) -> Build:
    """Build the site at ``root`` with its ``settings`` file into ``folder``, which is empty.

    A new process each time: Pelican keeps every article of every build alive,
    and Python reloads no plugin. ``fail_on`` stands for the site's own setting
    ``FAIL_ON``.
    """
    done = subprocess.run(
        [*RUN, "-s", settings, "-o", str(folder), "-e", f'FAIL_ON="{fail_on}"'],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return Build(folder, done.returncode, done.stderr.strip(), done.stdout)
