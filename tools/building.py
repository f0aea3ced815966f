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


def build(root: Path, folder: Path, settings: str, fail_on: str) -> Build:
    """Build the site at ``root`` with its ``settings`` file into ``folder``, which is empty.

    A new process each time: Pelican keeps every article of every build alive,
    and Python reloads no plugin. ``fail_on`` stands for the site's own setting
    ``FAIL_ON``; an error of Pelican's own fails the build in any case.
    """
    command = [sys.executable, "-m", "pelican", "-s", settings, "-o", str(folder)]
    command += ["--log-handler", "plain", "--fatal", "errors", "-e", f'FAIL_ON="{fail_on}"']
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "COLUMNS": "1000"},  # or lines are broken at the width of a terminal
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return Build(folder, done.returncode, done.stderr.strip(), done.stdout)
