"""The sample files that a page of the documentation shows, built with the default settings of a site."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from forked import run_module
from readme import ROOT, files_of

CONF = "sampleconf.py"
SETTINGS = """
from monologue.settings import *

SITENAME = AUTHOR = "Monologue"
MENUITEMS = [("Blog", "/blog/")]
"""
"""The settings of a site; what a page shows as ``pelicanconf.py`` is appended."""


@contextmanager
def site_of(page: str) -> Iterator[Path]:
    """Write the files that a page shows into a folder with the settings of a site."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files_of(page).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        own = root / "pelicanconf.py"
        text = own.read_text(encoding="utf-8") if own.is_file() else ""
        (root / CONF).write_text(SETTINGS + text, encoding="utf-8")
        yield root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module in a sample's folder."""
    return run_module(*arguments, folder=root, paths=[ROOT / "plugins"])


def explained(page: str, path: str) -> str:
    """Return what ``invoke explain`` prints for a file that a page shows."""
    with site_of(page) as root:
        return run(root, "monologue.front_matter", "--settings", CONF, path).stdout


def reported(page: str) -> str:
    """Return the diagnostics of a build of the files that a page shows."""
    with site_of(page) as root:
        done = run(root, "pelican", "-s", CONF)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(re.match(r".+?(:\d+)*: (error|warning)\[", line) for line in done.stderr.splitlines()), (
        done.stderr
    )
    return done.stderr
