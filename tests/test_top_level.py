"""Only the tests of ``top_level.READERS`` can read the top-level site, or start a process that reads it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE_SITE, build_sample_site, run_pelican
from forked import run_module
from top_level import READERS, OwnersFile

READS: dict[str, Callable[[Path], object]] = {
    "a file": lambda _: (ROOT / "pelicanconf.py").read_text(encoding="utf-8"),
    "a file that does not exist": lambda _: (ROOT / "content/nope.md").open(),
    "a folder": lambda _: sorted((ROOT / "content").rglob("*.md")),
    "a copy": lambda folder: shutil.copytree(ROOT / "content", folder / "content"),
    "a path with ..": lambda _: list((ROOT / "tests/../content/blog").iterdir()),
    "Python in the root": lambda _: subprocess.run([sys.executable, "-c", ""], cwd=ROOT, check=False),
    "a program in the content": lambda _: subprocess.run(["true"], cwd=ROOT / "content", check=False),
    "a program with a path": lambda _: subprocess.run(["true", "content/blog"], cwd=ROOT, check=False),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_test_that_reads_the_owners_files_fails(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(OwnersFile, match=r"test_top_level.py::test_a_test.* \(use tests/sample_site\)"):
        read(tmp_path)


@pytest.mark.parametrize("command", [("pelican", "-s", "publishconf.py"), ("invoke", "check")], ids=str)
def test_a_build_that_reads_the_owners_files_fails(command: tuple[str, ...]) -> None:
    done = run_module(*command, folder=ROOT)
    assert done.returncode != 0
    assert "which is its owner's (use tests/sample_site)" in done.stdout + done.stderr


def test_a_build_that_imports_the_owners_settings_fails(tmp_path: Path) -> None:
    text = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
    (tmp_path / "siteconf.py").write_text(text, encoding="utf-8")
    assert "which is its owner's" in run_pelican(tmp_path, "-s", "siteconf.py").stderr


def test_the_files_of_other_sites_can_be_read(tmp_path: Path) -> None:
    assert (SAMPLE_SITE / "pelicanconf.py").read_bytes()
    shutil.copytree(SAMPLE_SITE, tmp_path / "content")
    shutil.rmtree(tmp_path / "content")
    assert build_sample_site(tmp_path).status == 0


def test_the_tests_that_may_read_them_exist() -> None:
    assert [name for name in READERS if not (ROOT / name).is_file()] == []
