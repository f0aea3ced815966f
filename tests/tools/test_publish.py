"""A publish that cannot break a published site."""

import os
import random
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT

from tools.publish import alone, swap

PUBLISH = """
import sys
from pathlib import Path
from tools.publish import publish
root, output = Path(sys.argv[1]), sys.argv[2] if sys.argv[2:] else "output"
try:
    sys.exit(publish(root, root / output))
except OSError as error:
    sys.exit(f"Not published: {error}")
"""
PUBLISH_COMMAND = [sys.executable, "-c", PUBLISH]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that takes a moment to build, and one page that says which build it is of."""
    for number in range(40):
        write(tmp_path / f"content/pages/page-{number:02d}.md", 1)
    settings = BASE_SETTINGS + 'PLUGINS = ["monologue.front_matter"]\nTHEME = "simple"\n'
    (tmp_path / "publishconf.py").write_text(settings, encoding="utf-8")
    return tmp_path


def write(path: Path, build: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: A page\n---\n\nBuild {build}.\n", encoding="utf-8")


def start(root: Path) -> subprocess.Popen[str]:
    command = [*PUBLISH_COMMAND, str(root)]
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


def test_a_full_disk_leaves_the_published_site_as_it_was(root: Path) -> None:
    publish(root)
    for path in (root / "content/pages").iterdir():
        write(path, 2)
    (root / "content/pages/page-39.md").write_text(
        f"---\ntitle: x\n---\n\n{'word ' * 9000}", encoding="utf-8"
    )
    # No file may grow beyond this many blocks of 1,024 bytes: the write fails as on a full disk.
    command = ["bash", "-c", 'ulimit -f 16; trap "" XFSZ; exec "$@"', "-", *PUBLISH_COMMAND, str(root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0, done.stdout
    assert "File too large" in done.stderr
    assert builds(root) == {"1"}
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == ["content", "output"]


@pytest.mark.parametrize(
    "end",
    ["mount -o remount,ro .", *(f"fill {left}" for left in (0, 40, 90, 140))],
    ids=lambda end: end.replace("fill", "KiB left:"),
)
def test_a_file_system_that_takes_nothing_more_keeps_the_published_site(root: Path, end: str) -> None:
    """A real one, read-only or full at several moments, in name spaces of the test's own."""
    publish(root)
    script = f"""
        fill() {{ head -c 4M /dev/zero > zeros; truncate --size=-$1K zeros; }}
        mkdir disk && mount -t tmpfs -o size=2m none disk && cp -r output disk && cd disk && {end}
        cd {ROOT}
        {shlex.join(PUBLISH_COMMAND)} {root} disk/output && exit 9
        diff -r {root}/output {root}/disk/output && ls -A {root}/disk
    """
    unshare = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody have name spaces of their own")
    command = [*unshare, "bash", "-c", script]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Read-only file system" in done.stderr or "No space left on device" in done.stderr, done.stderr
    assert set(done.stdout.splitlines()) <= {"output", "zeros"}


def test_of_two_at_once_the_second_is_told_so(root: Path) -> None:
    with alone(root):
        status, said = publish(root)
    assert status == 1
    assert "another publish is under way" in said
    assert publish(root)[0] == 0


def test_a_site_that_was_set_aside_when_all_ended_is_put_back(root: Path) -> None:
    """Where a system cannot exchange two folders, there is a moment without a site."""
    publish(root)
    (root / ".output-x").mkdir()
    (root / "output").rename(root / ".output-x/old")
    (root / "content/pages/page-00.md").write_text("---\ntitle: x\ndate: 2024-09-31\n---\n", encoding="utf-8")
    assert publish(root)[0] == 1
    assert builds(root) == {"1"}


def test_without_an_exchange_a_site_is_replaced_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.publish._exchange", lambda one, other: False)
    for folder in ("work/new", "output"):
        (root / folder).mkdir(parents=True)
        (root / folder / "which").write_text(folder, encoding="utf-8")
    swap(root / "work/new", root / "output")
    assert (root / "output/which").read_text(encoding="utf-8") == "work/new"


def test_a_link_to_the_published_folder_stays_one(root: Path) -> None:
    (root / "www").mkdir()
    (root / "output").symlink_to(root / "www", target_is_directory=True)
    assert publish(root) == (0, "")
    assert (root / "output").is_symlink()
    assert len(list((root / "www/pages").iterdir())) == 40


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
