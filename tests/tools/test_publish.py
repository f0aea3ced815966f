"""A publish that cannot break a published site."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT

PUBLISH = (
    "import sys; from pathlib import Path; from tools.publish import publish;"
    "sys.exit(publish(Path(sys.argv[1]), Path(sys.argv[1]) / 'output'))"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that takes a moment to build, and one page that says which build it is of."""
    for number in range(40):
        write(tmp_path / f"content/pages/page-{number:02d}.md", 1)
    settings = BASE_SETTINGS + 'PLUGINS = ["front_matter"]\nTHEME = "simple"\n'
    (tmp_path / "publishconf.py").write_text(settings, encoding="utf-8")
    return tmp_path


def write(path: Path, build: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: A page\n---\n\nBuild {build}.\n", encoding="utf-8")


def start(root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PUBLISH, str(root)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def publish(root: Path) -> tuple[int, str]:
    """Publish, and return the exit status and what was said."""
    process = start(root)
    _, said = process.communicate()
    return process.returncode, said


def builds(root: Path) -> set[str]:
    """Which builds the published pages are of; one, if the site is whole."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((root / "output/pages").glob("*.html"))]
    assert len(pages) == 40
    return {"1" if "Build 1." in page else "2" for page in pages}


def test_a_good_site_is_published_whole_and_nothing_is_left_beside_it(root: Path) -> None:
    assert publish(root) == (0, "")
    stale = root / "output/stale.html"
    stale.write_text("from an earlier publish", encoding="utf-8")
    for path in (root / "content/pages").iterdir():
        write(path, 2)
    assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert not stale.exists()
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == ["content", "output"]


def test_a_site_with_an_error_leaves_the_published_one_as_it_was(root: Path) -> None:
    publish(root)
    (root / "content/pages/page-00.md").write_text("---\ntitle: x\ndate: 2024-09-31\n---\n", encoding="utf-8")
    status, said = publish(root)
    assert status == 1
    assert "content/pages/page-00.md:3:" in said
    assert builds(root) == {"1"}


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_publish_that_is_ended_at_any_moment_leaves_a_whole_site(
    root: Path, signal_: signal.Signals
) -> None:
    publish(root)
    for path in (root / "content/pages").iterdir():
        write(path, 2)
    moments = random.Random(int(signal_))
    for _ in range(4):
        process = start(root)
        threading.Event().wait(moments.uniform(0.2, 1.6))
        os.killpg(process.pid, signal_)
        process.communicate()
        assert len(builds(root)) == 1
    assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == ["content", "output"]
