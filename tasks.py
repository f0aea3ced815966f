"""The tasks of this repository: those of a site, and those of its developers, `invoke dev.lint`.

`invoke --list` prints them in these two groups, `invoke --help build` the options of one.
"""

import os
import sys
import tempfile
from pathlib import Path

from invoke import Collection, Context, Exit

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))  # the package need not be installed

from monologue import tasks as site
from monologue.commands.publish import publish as publish_site
from monologue.commands.tasks.shared import python
from monologue.commands.tasks.task import developer_task as task


@task(
    help={
        "only": "run only some tests: a path or, after -k, an expression",
        "quick": "run only tests that start neither a build nor a browser",
    }
)
def test(_: Context, only: str = "tests", quick: bool = False) -> None:
    """Run the tests."""
    python("-m", "pytest", *only.split(maxsplit=1), *(["--quick"] if quick else []))


@task(help={"fix": "fix what can be fixed automatically"})
def lint(_: Context, fix: bool = False) -> None:
    """Check the style and types of the project's code."""
    python("-m", "ruff", "check", *(["--fix"] if fix else []), ".")
    python("-m", "ruff", "format", *([] if fix else ["--check"]), ".")
    python("-m", "mypy", "tasks.py", ".ci/release_notes.py", "plugins")


@task(help={"folder": "the folder for the images", "golden": "take only the reference images of the tests"})
def screenshot(_: Context, folder: str = "screenshots", golden: bool = False) -> None:
    """Take screenshots of the sample site (light, dark, 320 pixels wide, print), and the README's image."""
    sample, settings = "tests/sample_site/content", "tests/sample_site/pelicanconf.py"
    with tempfile.TemporaryDirectory() as site, tempfile.TemporaryDirectory() as own:
        python("-m", "pelican", sample, "-s", settings, "-q", "-o", site, PYTHONPATH="plugins")
        if golden:
            python("tests/screenshot.py", site, folder, "--golden")
            return
        python("-m", "pelican", "content", "-q", "-o", own)
        python("tests/screenshot.py", site, folder, "--picture", "docs/home.png", "--own", own)


@task(
    positional=["name"],
    help={"name": "a script in bench/: build, links, …; results and method: bench/README.md"},
)
def bench(_: Context, name: str) -> None:
    """Run a benchmark: a script in bench/ with its default options."""
    files = sorted((ROOT / "bench").glob("*.py"))
    known = [path.stem for path in files if path.read_text(encoding="utf-8").endswith("\n    main()\n")]
    if name not in known:
        raise Exit(f"{name} is not a benchmark (choose one of {', '.join(known)})", code=2)
    python(f"bench/{name}.py")


@task
def docs(_: Context) -> None:
    """Build docs/ as a site into output-docs/; exit with status 1 on any error."""
    try:
        status = publish_site(ROOT, ROOT / "output-docs", "docs/docsconf.py")
    except OSError as error:
        raise Exit(f"Not built: {error}. output-docs/ is unchanged.", code=1) from None
    if status:
        raise Exit("Not built: output-docs/ is unchanged.", code=status)


@task
def tables(_: Context) -> None:
    """Regenerate the tables of README.md, docs/ and theme/README.md from the code."""
    python("tests/tables.py", PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "plugins")]))


@task(help={"upgrade": "pin the newest releases that pyproject.toml allows, instead of the current ones"})
def requirements(_: Context, upgrade: bool = False) -> None:
    """Pin the requirements of pyproject.toml, with the hash of every file of each release."""
    lowest = "3.11.5"  # what pymdown-extensions 13 needs
    how = ["--universal", f"--python-version={lowest}", "--generate-hashes", "--annotation-style=line"]
    how += ["--custom-compile-command=invoke dev.requirements", "--quiet"]
    how += ["--upgrade"] if upgrade else []
    for file, what in (
        ("requirements.txt", ["pyproject.toml"]),
        ("requirements-dev.txt", ["pyproject.toml", "--group=dev", "--constraints=requirements.txt"]),
        ("requirements-release.txt", ["--group=release"]),
    ):
        python("-m", "uv", "pip", "compile", f"--output-file={file}", *how, *what)


dev = Collection("dev", test, lint, screenshot, bench, docs, tables, requirements)
namespace = Collection.from_module(site)
namespace.add_collection(dev)
