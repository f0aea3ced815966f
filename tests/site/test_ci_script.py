"""The script of CI runs the README's test command on each system, with the programs where they are there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its programs are replaced by shell scripts")
README = """<!-- command: test -->

    python3 -m venv .venv && .venv/bin/pip install x && .venv/bin/invoke test
"""
RECORD = '#!/bin/sh\necho "$(basename "$0") $* CI=${CI-unset} UTF8=${PYTHONUTF8-unset}" >> "$CALLS"\n'


@pytest.mark.parametrize(
    ("system", "folder", "calls"),
    [
        ("Linux", "bin", ["python3 -m venv .venv", "pip install x", "invoke test", "CI=true UTF8=unset"]),
        ("Darwin", "bin", ["python3 -m venv .venv", "pip install x", "invoke test", "CI=unset UTF8=unset"]),
        (
            "MINGW64_NT-10.0-20348",
            "Scripts",
            ["python -m venv .venv", "pip install x", "invoke test", "CI=unset UTF8=1"],
        ),
    ],
)
def test_the_command_of_the_readme_is_run(tmp_path: Path, system: str, folder: str, calls: list[str]) -> None:
    (tmp_path / "site/.ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", tmp_path / "site/.ci/run")
    (tmp_path / "site/README.md").write_text(README, encoding="utf-8")
    present = ("python", "python3", "chromium", "java", "npm", "rsync", "apt-get", "sudo")
    programs = {tmp_path / "machine" / name: RECORD for name in present}
    programs |= {tmp_path / "site/.venv" / folder / name: RECORD for name in ("pip", "invoke")}
    programs[tmp_path / "machine/uname"] = f"#!/bin/sh\necho {system}\n"
    for path, text in programs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    variables = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONUTF8"},
        "CI": "true",
        "PATH": f"{tmp_path / 'machine'}:{os.environ['PATH']}",
        "CALLS": str(tmp_path / "calls"),
    }
    subprocess.run(["bash", str(tmp_path / "site/.ci/run")], env=variables, check=True, capture_output=True)
    *commands, state = calls
    said = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert said == [f"{command} {state}" for command in commands]
