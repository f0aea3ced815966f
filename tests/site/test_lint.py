"""The linters and the type checker find nothing in the project's code."""

import subprocess
import sys

from conftest import ROOT


def test_the_code_passes_the_linters_and_the_type_checker() -> None:
    lint = [sys.executable, "-m", "invoke", "dev.lint"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
