"""Every machine builds the same bytes, whatever its hash seed, time zone, locale and file system."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, build_sample_site, need

ANOTHER_ORDER = """
import os, random

class Listed:
    def __init__(self, folder="."):
        with scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name, reverse=True)
        random.Random(7).shuffle(found)
        self.entries = iter(found)
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

scandir, os.scandir = os.scandir, Listed
os.listdir = lambda folder=".": [entry.name for entry in Listed(folder)]
"""
"""A ``sitecustomize`` module that simulates a file system with an unusual order of files."""

HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of another machine: Japanese time zone, German locale."""
    need(shutil.which("localedef") is not None, "localedef")
    folder = tmp_path_factory.mktemp("there")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], check=True)
    (folder / "sitecustomize.py").write_text(ANOTHER_ORDER, encoding="utf-8")
    paths = os.pathsep.join([str(folder), str(ROOT / "plugins")])
    language = {"LC_ALL": "de_DE.UTF-8", "LOCPATH": str(folder)}
    return {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "PYTHONPATH": paths, **language}


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py"])
def test_every_machine_builds_the_same_bytes(tmp_path: Path, there: dict[str, str], settings: str) -> None:
    built = []
    for name, environment in (("here", HERE), ("there", there)):
        done = build_sample_site(tmp_path / name, "-s", settings, **environment)
        assert (done.status, done.stderr) == (0, "")
        built.append({path: (done.output / path).read_bytes() for path in done.written})
    first, second = built
    assert first.keys() == second.keys() and first
    assert [path for path in first if first[path] != second[path]] == []


def test_the_other_machine_differs_in_each_respect(there: dict[str, str]) -> None:
    """Otherwise the test above would compare a machine with itself."""
    differing = (
        "hash('a')",
        "os.listdir('templates')",
        "[names for _, _, names in os.walk('.')]",
        "time.localtime(0)[3]",
        "locale.setlocale(locale.LC_ALL, '') and locale.nl_langinfo(locale.MON_10)",
    )
    for what in differing:
        script = f"import locale, os, time; print({what})"
        one, other = (
            subprocess.run(
                [sys.executable, "-c", script],
                cwd=ROOT / "theme",
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for environment in (HERE, there)
        )
        assert one != other, what
