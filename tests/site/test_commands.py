"""The README's build command, run exactly as written in a clean clone and a new environment.

``.ci/run`` runs the README's test command; running it here, too, would run every test twice.
"""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from readme import command

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ, reason="clones and installs everything; set CI=1 to run it"
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "site"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line as a new user would: without CI and without our environment variables."""
    ours = {"CI", "VIRTUAL_ENV", "PYTHONPATH", "PYTEST_ADDOPTS"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_one_command_line_sets_up_and_builds_the_site(clone: Path) -> None:
    done = run(command("build"), clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "output/index.html").is_file()
