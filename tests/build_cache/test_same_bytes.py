"""A build with the cache gives the bytes, the report and the exit status of a build without it.

``python tests/build_cache/random_edits.py --seed 2 --edits 500`` plays more edits.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("random_edits.py")


@pytest.mark.skipif(os.name == "nt", reason="the builds are forked")
def test_random_edits_give_the_bytes_of_a_clean_build() -> None:
    command = [sys.executable, str(SCRIPT), "--seed", "1", "--edits", "36", "--most", "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
