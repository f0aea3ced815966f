"""What all tasks share: the folder of the site, and running Python there."""

import os
import subprocess
import sys
from pathlib import Path

from invoke import Exit

from ..build.process import DEBUG, environment

TRACEBACK = "print Pelican's full log, and the traceback of a crash"
STRICT = "also fail on warnings"
SETTINGS = "pelicanconf.py"


def site_root() -> Path:
    """Return the folder of the site: this one, or the next one above it that has settings."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise Exit(f"There is no {SETTINGS} in this folder or above (`monologue new-site` makes a site).", code=2)


def output() -> Path:
    """Return the folder of the built site."""
    return site_root() / "output"


def python(*arguments: str, **variables: str) -> None:
    """Run Python in the folder of the site, without a shell; a failure ends the task with the same status."""
    run([sys.executable, *arguments], **variables)


def run(command: list[str], **variables: str) -> None:
    """Run a command in the folder of the site; a failure ends the task with the same status."""
    status = subprocess.call(command, cwd=site_root(), env={**environment(), **variables})
    if status:
        raise Exit(code=status)


def show_traceback(debug: bool) -> None:
    """With ``debug``, make the builds of this process print the traceback of a crash."""
    os.environ.update({DEBUG: "1"} if debug else {})


def confirmed(question: str) -> bool:
    """Ask the author to confirm; without a terminal, return False."""
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
