"""Ten seconds of fuzzing, the same inputs each time; ``python tests/fuzz.py`` runs for longer."""

import os
import subprocess
import sys

import pytest
from conftest import TESTS


@pytest.mark.skipif(os.name == "nt", reason="the script stops a round that hangs by a signal of POSIX")
def test_no_mutated_text_is_lost_or_stops_the_build() -> None:
    command = [sys.executable, str(TESTS / "fuzz.py"), "--seconds", "10", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
