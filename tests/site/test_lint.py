"""Style and types of the project's own code."""

import subprocess
import sys

from conftest import ROOT


def test_the_code_is_as_the_linters_want_it() -> None:
    lint = [sys.executable, "-m", "invoke", "dev.lint"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
