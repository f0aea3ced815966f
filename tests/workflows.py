"""The workflows of GitHub Actions, and a function that runs their commands as GitHub's runner does."""

import os
import subprocess
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def jobs(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"])


def run_job(
    job: dict[str, Any], clone: Path, machine: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job in order, until one fails; return the result of the last one."""
    noted = clone.with_name(f"{clone.name}.env")
    noted.touch()
    path = f"{clone.parent}:{machine}:{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "GITHUB_ENV": str(noted), **environment}
    for step in job["steps"]:
        if "run" not in step:
            continue
        known = dict(line.split("=", 1) for line in noted.read_text(encoding="utf-8").splitlines())
        own = {name: value for name, value in step.get("env", {}).items() if "${{" not in value}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=clone,
            env={**given, **own, **known},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            break
    return done


LINKS = jobs(ROOT / ".github/workflows/links.yml")["check"]

GH = """#!/bin/sh
printf '%s ' "$@" >> ../calls
echo >> ../calls
if [ "$1 $2" = "issue list" ]; then cat ../open; fi
"""
"""A stand-in for GitHub's command ``gh``: it records its arguments, and lists the open issues."""
