"""Run rsync and git."""

import os
import subprocess
from pathlib import Path

from .targets import DeployError


def run(*command: str, cwd: Path | None = None, given: str | None = None, **environment: str) -> str:
    """Run a command without a shell, with ``given`` as its input, and return its output.

    Raises:
        DeployError: If it is not installed, or exits with a status other than 0.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **environment},
            input=given or "",
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise DeployError(f"{command[0]} is not installed") from None
    if done.returncode:
        printed = " ".join(done.stderr.encode(errors="replace").decode(errors="replace").split())
        raise DeployError(f"{command[0]}: {printed or f'status {done.returncode}'}")
    return done.stdout
