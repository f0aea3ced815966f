"""A Python that is too old is named in one line, wherever the package is imported first."""

import ast
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from monologue.commands.new_site import Owner, new_site

SAID = "Monologue needs Python 3.11 or newer; this is Python {} (install a newer one, and make .venv again)\n"
OLD = "import sys\nsys.version_info = (3, 10, 13, 'final', 0)\n"
"""A ``sitecustomize.py`` that makes this Python say that it is an older one."""
PARSED_FIRST = ("plugins/monologue/__init__.py", "pelicanconf.py", "publishconf.py", "tasks.py")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old") / "site"
    new_site(folder, Owner("Ada", "Ada"), date(2026, 11, 22))
    return folder


def run(python: str, *arguments: str, folder: Path, paths: list[Path]) -> tuple[int, str, str]:
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYENV_VERSION": python.removeprefix("python"),
    }
    done = subprocess.run(
        [python, *arguments], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "-m monologue",
        "-m monologue.link_check public",
        "-m invoke build",
        "-m invoke --list",
        "-m pelican content -o never",
        "-m pelican -s publishconf.py -o never",
        "-c __import__('monologue.core.settings')",
    ],
)
@pytest.mark.parametrize("place", ["the repository", "a made site"])
def test_every_command_says_it_in_one_line(tmp_path: Path, made: Path, command: str, place: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(OLD, encoding="utf-8")
    folder = ROOT if place == "the repository" else made
    said = run(
        sys.executable,
        *command.split(" "),
        folder=folder,
        paths=[tmp_path, ROOT / "plugins", Path("plugins")],
    )
    assert said == (1, "", SAID.format("3.10.13"))
    assert not (folder / "never").exists()


def test_a_plugin_that_an_existing_site_names_stops_its_build(tmp_path: Path) -> None:
    """Otherwise Pelican would build without it, drafts included."""
    (tmp_path / "sitecustomize.py").write_text(OLD, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "pelicanconf.py").write_text('PLUGINS = ["monologue.link_check"]\n', encoding="utf-8")
    paths = [tmp_path, ROOT / "plugins"]
    status, _, said = run(sys.executable, "-m", "pelican", "content", folder=tmp_path, paths=paths)
    assert (status, said) == (1, SAID.format("3.10.13"))
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("name", PARSED_FIRST)
def test_the_files_that_are_read_before_the_check_have_no_newer_syntax(made: Path, name: str) -> None:
    for path in (ROOT / name, made / name):
        if path.is_file():
            ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("name", ["python3.6", "python3.8", "python3.9", "python3.10"])
def test_a_real_older_python_says_it(made: Path, name: str) -> None:
    if not shutil.which(name) or run(name, "-c", "", folder=made, paths=[])[0]:
        pytest.skip(f"{name} is not installed")
    for file in ("pelicanconf.py", "publishconf.py", "tasks.py"):
        status, _, said = run(name, file, folder=made, paths=[ROOT / "plugins"])
        assert (status, said.split("; this is ")[0]) == (1, SAID.split("; this is ", maxsplit=1)[0])
        assert said.count("\n") == 1
