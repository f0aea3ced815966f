"""Fixtures for all tests: build a site of a few files with the real command, and read the output."""

import json
import locale
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import CHROMIUM, launched
from forked import run_module
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from top_level import ROOT, refuse

TESTS = ROOT / "tests"
SAMPLE_SITE = TESTS / "sample_site"
"""A site with the default settings, which the tests build; the top-level site is its owner's."""

sys.addaudithook(refuse)

# Time limits would fail on a busy machine.
settings.register_profile("steady", deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("steady")

# Python takes compiled settings for those of another file of the same size and second, so builds that tests
# start keep no bytecode. The project is compiled here, so that they need not compile it each time.
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
for folder in ("plugins",):
    compile_dir(ROOT / folder, quiet=1)

# A shell that starts the tests in the background makes them ignore Ctrl-C, and `nohup` a hangup.
# Every program that a test starts would inherit that; a signal that has a handler is reset for it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)

LOCALE = locale.setlocale(locale.LC_ALL)


@pytest.fixture(autouse=True)
def same_locale() -> Iterator[None]:
    """Undo what reading Pelican's settings in the test's own process does: it sets the locale of the site."""
    yield
    locale.setlocale(locale.LC_ALL, LOCALE)


BASE_SETTINGS = f"""
SITENAME = "Test site"
SITEURL = ""
AUTHOR = "Nobody"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ("C",)
PATH = "content"
OUTPUT_PATH = "output"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["blog"]
SLUGIFY_SOURCE = "basename"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
PLUGINS = []
THEME = {str(ROOT / "theme")!r}
"""


@dataclass(frozen=True, eq=False)
class Build:
    """The result of one run of ``pelican``. Compared by identity, so that helpers can cache by it."""

    root: Path
    status: int
    stdout: str
    stderr: str

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def written(self) -> list[str]:
        """The written files, relative to the output folder, sorted."""
        files = (path for path in self.output.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.output).as_posix() for path in files)

    @property
    def diagnostics(self) -> list[str]:
        """The lines of the report."""
        return [line for line in self.stderr.splitlines() if ": error[" in line or ": warning[" in line]

    def read(self, path: str) -> str:
        return (self.output / path).read_text(encoding="utf-8")


SLOW_FIXTURES = frozenset(
    "alone build browser clone found full made node_modules own plain python root serving site strict"
    " wheel".split()
)
"""Fixtures that build a site in a separate process, or start a browser."""
SLOW_PLACES = frozenset({"site", "commands", "online", "test_fuzz.py", "test_hostile.py"})
"""Folders and modules whose tests build sites, run servers, or read huge texts."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the quick mode, for running the tests after each change."""
    parser.addoption(
        "--quick", action="store_true", help="only tests that start neither a build nor a browser"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the longest tests first, so that the workers end together; deselect slow ones in the quick mode."""
    items.sort(key=lambda item: "site" not in item.path.parts)
    if config.getoption("quick"):
        slow = [
            item
            for item in items
            if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())) or SLOW_PLACES & set(item.path.parts)
        ]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


Builder = Callable[..., Build]


def run_pelican(root: Path, *arguments: str, **environment: str) -> Build:
    """Run the real command in ``root``; a wide terminal keeps Pelican's own log lines whole."""
    done = run_module("pelican", *arguments, folder=root, **{"COLUMNS": "1000", **environment})
    return Build(root, done.returncode, done.stdout, done.stderr)


def build_sample_site(folder: Path, *arguments: str, **environment: str) -> Build:
    """Build the sample site into ``folder / "output"``, as ``pelican`` does with its settings."""
    command = ("pelican", "-o", str(folder / "output"), *arguments)
    given = {"COLUMNS": "1000", **environment}
    done = run_module(*command, folder=SAMPLE_SITE, paths=[ROOT / "plugins"], **given)
    return Build(folder, done.returncode, done.stdout, done.stderr)


def copy_sample_site(folder: Path) -> Path:
    """Make ``folder`` a clone of this repository whose site is the sample site; return it."""
    shutil.copytree(SAMPLE_SITE, folder, dirs_exist_ok=True)
    for part in ("plugins", "theme"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "tasks.py", folder)
    return folder


@pytest.fixture
def build(tmp_path: Path) -> Builder:
    """Write a site's files into a fresh folder and build it.

    ``files`` maps paths below ``content/`` to text or bytes; ``settings`` is
    Python that comes after ``BASE_SETTINGS``; ``arguments`` go to ``pelican``.
    """

    def run(
        files: Mapping[str, str | bytes],
        settings: str = "",
        arguments: tuple[str, ...] = (),
        **environment: str,
    ) -> Build:
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS + settings, encoding="utf-8")
        return run_pelican(tmp_path, *arguments, **environment)

    return run


def need(present: bool, what: str) -> None:
    """Skip a test if a program is missing; in CI, fail instead."""
    if not present:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is needed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    need(CHROMIUM.exists(), "Chromium")
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The packages of tests/package.json, installed by the first worker."""
    fcntl = pytest.importorskip("fcntl", reason="Windows has no such locks", exc_type=ImportError)
    folder = TESTS / "node_modules"
    folder.mkdir(exist_ok=True)
    packages = json.loads((TESTS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all((folder / name).exists() for name in packages):
            need(shutil.which("npm") is not None, "npm")
            install = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(install, cwd=TESTS, capture_output=True, text=True, check=False)
            need(done.returncode == 0, f"`npm install` to succeed ({done.stderr.strip()})")
    return folder
