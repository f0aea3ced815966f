"""Ten seconds of fuzzing, the same inputs each time; ``python tests/fuzz.py`` runs for longer."""

import subprocess
import sys

from conftest import TESTS


def test_no_mutated_text_is_lost_or_stops_the_build() -> None:
    command = [sys.executable, str(TESTS / "fuzz.py"), "--seconds", "10", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
