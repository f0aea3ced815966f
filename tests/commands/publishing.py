"""A small site that is published in a separate process, for the tests of publishing."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT

PUBLISH = """
import os, signal, sys
from pathlib import Path
from monologue.commands import publish
root, output, change = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
exec(change)
try:
    sys.exit(publish.publish(root, root / output))
except OSError as error:
    sys.exit(f"Not published: {error}")
"""
NO_EXCHANGE = "publish._exchange = lambda one, other: False"
"""Simulates a system that cannot exchange two folders: musl, NFS, Windows."""
IMAGE = bytes(range(256)) * 800
"""About 200 KiB, more than all pages together."""


def new_site(folder: Path) -> Path:
    """Create a site that takes some time to build; each page contains the number of its build."""
    write_build(folder, 1)
    (folder / "content/images").mkdir()
    (folder / "content/images/image.png").write_bytes(IMAGE)
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
    """Add an error, so that publishing fails."""
    write(root / "content/pages/page-00.md", "---\ntitle: x\ndate: 2024-09-31\n---\n")


def command(root: Path, change: str = "", output: str = "output") -> list[str]:
    return [sys.executable, "-c", PUBLISH, str(root), output, change]


def start(root: Path, change: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(root, change),
        cwd=ROOT / "plugins",
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def publish(root: Path, change: str = "") -> tuple[int, str]:
    """Publish, and return the exit status and what was printed on standard error."""
    process = start(root, change)
    _, said = process.communicate()
    return process.returncode, said


def refused(root: Path) -> str:
    """Try to publish; return the one-line message that says why it was refused."""
    status, said = publish(root)
    assert status == 1
    assert said.startswith("Not published: ") and said.count("\n") == 1
    return said


def builds(root: Path) -> set[str]:
    """Return the numbers of the builds that wrote the published pages; a complete site has one."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((root / "output/pages").glob("*.html"))]
    assert len(pages) == 40
    assert (root / "output/images/image.png").read_bytes() == IMAGE
    return {"1" if "Build 1." in page else "2" for page in pages}


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.is_dir())


need_namespaces = pytest.mark.skipif(
    sys.platform != "linux"
    or subprocess.run(["unshare", "--map-root-user", "--mount", "true"], check=False).returncode != 0,
    reason="this machine does not allow user namespaces",
)


def in_namespace(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a bash script that may mount file systems; other processes do not see them."""
    line = ["unshare", "--map-root-user", "--mount", "bash", "-c", script]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
