"""What any site promises, of the top-level site: its owner may write, rename and delete whatever is in it."""

from pathlib import Path

from conftest import ROOT, run_pelican
from forked import run_module


def test_it_passes_its_check() -> None:
    done = run_module("invoke", "check", folder=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_can_be_published(tmp_path: Path) -> None:
    built = run_pelican(ROOT, "-s", "publishconf.py", "-o", str(tmp_path), SITEURL="https://ada.dev")
    assert built.status == 0, built.stdout + built.stderr
    assert (tmp_path / "index.html").is_file()
