"""A clone becomes an owner's site as the documentation says, and all that runs on their pushes passes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from readme import DOCS, section
from top_level import READERS
from workflows import WORKFLOWS, jobs, run_job

STEPS = section(DOCS / "existing-site.md", "A clone of this repository as your site")
PUBLISH = ".github/workflows/publish.yml"
REJECTED = "sknalb"[::-1]
"""A word that the project's own texts must not contain, this one included."""
FILES = {
    "pelicanconf.py": """import sys; from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent / 'plugins'))
from monologue.settings import *
SITENAME = 'Notes'
AUTHOR = 'Ada'; DEFAULT_LANG = 'ja'; TIMEZONE='Asia/Tokyo'
MENUITEMS = [('Blog', '/blog/'), ('Me', '/about/')]
""",
    "publishconf.py": """import os,sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *
from monologue.publishing import *
SITEURL = os.environ.get('SITEURL', 'https://ada.dev')
""",
    "content/pages/about.md": f"---\ntitle: Me\n---\n\n[Here](/blog/) is a {REJECTED} word.\n",
    "content/blog/first.md": "---\ntitle: A\ndate: 2026-01-03\nstatus: seed\n---\n\n[I](../pages/about.md)\n",
    "content/blog/second.md": "---\ntitle: Second\ndate: 2026-01-04\ndraft: true\n---\n\nLater.\n",
    "content/blog/plot.py": "import os,sys\nprint( 'a script next to its article' )\n",
    "public/CNAME": "ada.dev\n",
}
PYTHON = """#!/bin/sh
case "$*" in
  "-m pip "*) ;;
  *) exec "{python}" "$@" ;;
esac
"""
"""Replaces Python: the requirements are installed already."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone after the first two steps, whatever site it had; the third is optional."""
    folder = tmp_path / "site"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    shutil.rmtree(folder / "content", ignore_errors=True)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs like GitHub's machine, whose Python has the requirements."""
    folder = tmp_path / "machine"
    folder.mkdir()
    (folder / "python").write_text(PYTHON.format(python=sys.executable), encoding="utf-8")
    (folder / "python").chmod(0o755)
    return folder


def test_the_files_that_the_steps_name_exist(clone: Path) -> None:
    named = re.findall(r"`([\w./-]+\.(?:py|md|yml)|content/\w+/)`", STEPS.partition("If you change")[0])
    assert len(named) == 6
    assert [name for name in named if not (clone / name).exists()] == []


def test_two_workflows_run_at_a_push() -> None:
    """The tests below run what is in them. A release is made at a tag only."""
    events = {path.name: yaml.safe_load(path.read_text(encoding="utf-8"))[True] for path in WORKFLOWS}
    at_a_push = {name for name, on in events.items() if "push" in on and "tags" not in on["push"]}
    assert at_a_push == {"ci.yml", "publish.yml"}


def test_their_site_is_published_and_contains_nothing_of_ours(clone: Path, machine: Path) -> None:
    (clone / ".github/workflows/ci.yml").unlink()
    done = run_job(jobs(clone / PUBLISH)["build"], clone, machine, PAGES_URL="https://ada.dev")
    assert done.returncode == 0, done.stdout + done.stderr
    documents = list((clone / "output").rglob("*.html"))
    assert {"about/index.html", "blog/first/index.html", "CNAME"} <= {
        path.relative_to(clone / "output").as_posix() for path in (clone / "output").rglob("*")
    }
    assert not [path for path in documents if "Monologue" in path.read_text(encoding="utf-8")]


def test_their_pull_request_passes_the_check(clone: Path, machine: Path) -> None:
    done = run_job(jobs(clone / PUBLISH)["build"], clone, machine, PAGES_URL="")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_that_read_their_files_pass(clone: Path) -> None:
    """The other tests cannot read them, see ``top_level``. The type checker reads none of them."""
    tests = [name for name in READERS if "lint" not in name]
    for command in (
        ["pytest", "-n", "0", "-p", "no:cacheprovider", *tests, "tests/test_plain_english.py"],
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--no-cache", "--check", "."],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=clone, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
