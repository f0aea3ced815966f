"""A small site that can be published in a process of its own, for the tests of publishing."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT

PUBLISH = """
import os, signal, sys
from pathlib import Path
from tools import publish
root, output, change = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
exec(change)
try:
    sys.exit(publish.publish(root, root / output))
except OSError as error:
    sys.exit(f"Not published: {error}")
"""
NO_EXCHANGE = "publish._exchange = lambda one, other: False"
"""What makes a system of this one that cannot exchange two folders: musl, NFS, Windows."""
PICTURE = bytes(range(256)) * 800
"""About 200 KiB: more than all pages together."""


def new_site(folder: Path) -> Path:
    """Make a site that takes a moment to build, with pages that say which build they are of."""
    write_build(folder, 1)
    (folder / "content/images").mkdir()
    (folder / "content/images/picture.png").write_bytes(PICTURE)
    settings = (
        BASE_SETTINGS + 'PLUGINS = ["monologue.front_matter"]\nTHEME = "simple"\nSTATIC_PATHS = ["images"]\n'
    )
    settings += 'OUTPUT_RETENTION = ["CNAME", "kept"]\n'
    (folder / "publishconf.py").write_text(settings, encoding="utf-8")
    return folder


def write_build(root: Path, build: int) -> None:
    """Change every page."""
    for number in range(40):
        write(root / f"content/pages/page-{number:02d}.md", f"---\ntitle: A page\n---\n\nBuild {build}.\n")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def break_site(root: Path) -> None:
    """Make an error, so that nothing is published."""
    write(root / "content/pages/page-00.md", "---\ntitle: x\ndate: 2024-09-31\n---\n")


def command(root: Path, change: str = "", output: str = "output") -> list[str]:
    return [sys.executable, "-c", PUBLISH, str(root), output, change]


def start(root: Path, change: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(root, change),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def publish(root: Path, change: str = "") -> tuple[int, str]:
    """Publish, and return the exit status and what was said on standard error."""
    process = start(root, change)
    _, said = process.communicate()
    return process.returncode, said


def refused(root: Path) -> str:
    """Try to publish; return the one line that says why nothing was."""
    status, said = publish(root)
    assert status == 1
    assert said.startswith("Not published: ") and said.count("\n") == 1
    return said


def builds(root: Path) -> set[str]:
    """Which builds the published pages are of; one, if the site is whole."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((root / "output/pages").glob("*.html"))]
    assert len(pages) == 40
    assert (root / "output/images/picture.png").read_bytes() == PICTURE
    return {"1" if "Build 1." in page else "2" for page in pages}


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.is_dir())


need_namespaces = pytest.mark.skipif(
    sys.platform != "linux"
    or subprocess.run(["unshare", "--map-root-user", "--mount", "true"], check=False).returncode != 0,
    reason="this machine lets nobody have name spaces of their own",
)


def in_namespace(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script of bash that may mount file systems, which nobody else sees."""
    line = ["unshare", "--map-root-user", "--mount", "bash", "-c", script]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
