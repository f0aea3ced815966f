"""Publishing never breaks the published site."""

import ctypes
import os
import random
import shlex
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import pytest
from conftest import ROOT
from monologue.commands.output.work_folder import MARKER, TEXT, locked, recover
from monologue.commands.publish import _exchange, swap

from .publishing import (
    NO_EXCHANGE,
    break_site,
    builds,
    command,
    folders,
    in_namespace,
    need_namespaces,
    new_site,
    publish,
    refused,
    start,
    write,
    write_build,
)

fcntl = pytest.importorskip("fcntl", reason="Windows has other signals and locks", exc_type=ImportError)

END_BETWEEN = """
renames = []
def rename(path, target, rename=Path.rename):
    renames.append(path)
    if len(renames) == 2:
        {}
    return rename(path, target)
Path.rename = rename
"""
"""Ends a publish between the two renames that replace an exchange of folders."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_site(tmp_path)


def test_a_valid_site_is_published_completely_and_nothing_is_left_next_to_it(root: Path) -> None:
    write(root / "content/pages/gone.md", "---\ntitle: Gone\n---\n")
    assert publish(root) == (0, "")
    assert (root / "output/pages/gone.html").exists()
    (root / "content/pages/gone.md").unlink()
    write_build(root, 2)
    assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert not (root / "output/pages/gone.html").exists()
    assert folders(root) == ["content", "output"]


@pytest.mark.usefixtures("published")
def test_an_error_leaves_the_published_site_unchanged(root: Path) -> None:
    break_site(root)
    status, said = publish(root)
    assert status == 1
    assert "content/pages/page-00.md:3:" in said
    assert builds(root) == {"1"}


@pytest.mark.usefixtures("published")
def test_a_full_disk_leaves_the_published_site_unchanged(root: Path) -> None:
    write_build(root, 2)
    write(root / "content/pages/page-39.md", f"---\ntitle: x\n---\n\n{'word ' * 60000}")
    # No file may grow beyond this many blocks of 1,024 bytes: the write fails as on a full disk.
    line = ["bash", "-c", 'ulimit -f 220; trap "" XFSZ; exec "$@"', "-", *command(root)]
    done = subprocess.run(line, cwd=ROOT / "plugins", capture_output=True, text=True, check=False)
    assert done.returncode != 0, done.stdout
    assert "File too large" in done.stderr
    assert builds(root) == {"1"}
    assert folders(root) == ["content", "output"]


@need_namespaces
@pytest.mark.parametrize(
    "end",
    ["mount -o remount,ro .", *(f"fill {left}" for left in (0, 40, 90, 140, 220, 280, 340))],
    ids=lambda end: end.replace("fill", "KiB left:"),
)
@pytest.mark.usefixtures("published")
def test_a_full_or_read_only_file_system_keeps_the_published_site(root: Path, end: str) -> None:
    """A real file system, read-only or full at several points, the last ones while an image is copied."""
    script = f"""
        fill() {{ head -c 4M /dev/zero > zeros; truncate --size=-$1K zeros; }}
        mkdir disk && mount -t tmpfs -o size=3m none disk && cp -r output disk && cd disk && {end}
        cd {ROOT}/plugins
        {shlex.join(command(root, output="disk/output"))} && exit 9
        diff -r {root}/output {root}/disk/output && ls -A {root}/disk
    """
    done = in_namespace(script, root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Read-only file system" in done.stderr or "No space left on device" in done.stderr, done.stderr
    assert set(done.stdout.splitlines()) <= {"output", "zeros"}


@need_namespaces
@pytest.mark.parametrize("mount", ["-t tmpfs none", "--bind elsewhere", "-t tmpfs -o size=1m none"])
@pytest.mark.parametrize("point", ["output", "output/kept", "output/kept/a b"])
def test_a_mount_point_is_refused_in_one_line(root: Path, mount: str, point: str) -> None:
    """Also a bind mount, which has the same device number as its source."""
    script = f"""
        mkdir -p elsewhere "{point}" && mount {mount} "{point}" && echo precious > "{point}/file"
        cd {ROOT}/plugins
        {shlex.join(command(root))} && exit 9
        cat "{root}/{point}/file"
    """
    done = in_namespace(script, root)
    assert done.stdout == "precious\n", done.stderr
    said = f"{root}/{point} is a mount point, which cannot be replaced (unmount it)"
    assert done.stderr == f"Not published: {said}\n"


def test_a_second_publish_at_the_same_time_is_refused(root: Path) -> None:
    with locked(root / "output"):
        assert "another build or publish is running" in refused(root)
    assert publish(root)[0] == 0


def test_a_build_whose_publish_was_killed_holds_the_lock_until_it_ends(root: Path) -> None:
    """Only the publishing process is killed; the build process goes on."""
    go = write(root / "wait", "")
    with (root / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write("import os, time\nopen('begun', 'w')\n")
        settings.write(f"while os.path.exists({str(go)!r}): time.sleep(.01)\n")
    process = start(root)
    while not (root / "begun").exists():
        assert process.poll() is None, process.communicate()
        threading.Event().wait(0.01)
    process.kill()
    process.wait()
    assert "another build or publish is running" in refused(root)
    go.unlink()
    with (root / ".output-work" / MARKER).open() as marker:
        fcntl.flock(marker, fcntl.LOCK_EX)  # waits for the build process
    process.communicate()
    assert publish(root) == (0, "")
    assert folders(root) == ["content", "output"]


@pytest.mark.usefixtures("published")
def test_ctrl_c_between_two_renames_restores_the_last_site(root: Path) -> None:
    write_build(root, 2)
    status, said = publish(root, NO_EXCHANGE + END_BETWEEN.format("raise KeyboardInterrupt"))
    assert status != 0 and "KeyboardInterrupt" in said
    assert builds(root) == {"1"}
    assert folders(root) == ["content", "output"]


@pytest.mark.parametrize("again", ["a publish that fails", "any other command"])
@pytest.mark.usefixtures("published")
def test_a_kill_between_two_renames_is_undone_by_the_next_command(root: Path, again: str) -> None:
    write_build(root, 2)
    status, _ = publish(root, NO_EXCHANGE + END_BETWEEN.format("os.kill(os.getpid(), signal.SIGKILL)"))
    assert status == -signal.SIGKILL
    assert not (root / "output").exists()
    if again == "any other command":
        recover(root / "output")
    else:
        break_site(root)
        assert publish(root)[0] == 1
    assert builds(root) == {"1"}
    assert folders(root) == ["content", "output"]


@pytest.mark.usefixtures("published")
def test_a_site_set_aside_is_kept_if_another_was_created_since(root: Path) -> None:
    publish(root, NO_EXCHANGE + END_BETWEEN.format("os.kill(os.getpid(), signal.SIGKILL)"))
    write(root / "output/index.html", "by a plain run of Pelican")
    assert "an interrupted run left the last published site in" in refused(root)
    recover(root / "output")
    shutil.rmtree(root / "output")
    recover(root / "output")
    assert builds(root) == {"1"}


@pytest.mark.parametrize("name", [".output-backup", ".output-zu44p5ob", ".output-work"])
def test_a_folder_that_no_run_of_ours_created_is_left_unchanged(root: Path, name: str) -> None:
    mine = [write(root / name / "old/index.html", "mine"), write(root / name / "new/index.html", "mine")]
    if name == ".output-work":
        mine.append(write(root / name / MARKER, "mine"))
        assert "was not created by a build or publish (move it elsewhere)" in refused(root)
    else:
        assert publish(root) == (0, "")
    recover(root / "output")
    assert [path.read_text(encoding="utf-8") for path in mine] == ["mine"] * len(mine)


def test_a_file_that_somebody_put_into_an_abandoned_work_folder_is_kept(root: Path) -> None:
    write(root / ".output-work" / MARKER, TEXT)
    write(root / ".output-work/new/index.html", "half")
    mine = write(root / ".output-work/mine", "mine")
    assert publish(root) == (0, "")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert not (root / ".output-work/new").exists()
    assert publish(root) == (0, "")


def test_a_site_is_also_replaced_on_a_system_without_an_exchange(root: Path) -> None:
    assert publish(root, NO_EXCHANGE) == (0, "")
    write_build(root, 2)
    assert publish(root, NO_EXCHANGE) == (0, "")
    assert builds(root) == {"2"}
    assert folders(root) == ["content", "output"]


def test_windows_has_no_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(name: str | None, **_: object) -> None:
        raise TypeError("LoadLibrary() argument 1 must be str, not None")

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    for folder in ("work/new", "output"):
        write(tmp_path / folder / "which", folder)
    assert not _exchange(tmp_path / "work/new", tmp_path / "output")
    swap(tmp_path / "work/new", tmp_path / "output")
    assert (tmp_path / "output/which").read_text(encoding="utf-8") == "work/new"
    assert (tmp_path / "work/old/which").read_text(encoding="utf-8") == "output"


WINDOWS = """
import ctypes, fcntl, types
def locking(handle, mode, size):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise PermissionError(13, "Permission denied")
sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
sys.modules["fcntl"] = None
sys.platform = "win32"
def no_library(name, **_):
    raise TypeError("LoadLibrary() argument 1 must be str, not None")
ctypes.CDLL = no_library
del signal.SIGHUP, os.sync
"""
"""Simulates what differs on Windows for publishing; a build there inherits no lock."""


def test_a_site_is_published_as_on_windows(root: Path) -> None:
    for build in (1, 2):
        write_build(root, build)
        assert publish(root, WINDOWS) == (0, "")
        assert builds(root) == {str(build)}
    assert folders(root) == ["content", "output"]


def test_a_second_publish_at_the_same_time_is_refused_as_on_windows(root: Path) -> None:
    with (root / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write(
            "import os, time\nopen('begun', 'w')\nwhile not os.path.exists('go'): time.sleep(.01)\n"
        )
    first = start(root, WINDOWS)
    while not (root / "begun").exists():
        assert first.poll() is None, first.communicate()
        threading.Event().wait(0.01)
    status, said = publish(root, WINDOWS)
    (root / "go").touch()
    assert (status, said) == (1, "Not published: another build or publish is running\n")
    assert first.communicate()[1] == ""
    assert first.returncode == 0


def test_an_output_folder_that_is_a_link_remains_one(root: Path) -> None:
    (root / "www").mkdir(mode=0o750)
    (root / "output").symlink_to(root / "www", target_is_directory=True)
    assert publish(root) == (0, "")
    assert (root / "output").is_symlink()
    assert len(list((root / "www/pages").iterdir())) == 40
    assert (root / "www").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("change", ["", NO_EXCHANGE], ids=["exchanged", "renamed"])
@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("published")
def test_a_publish_that_is_ended_at_any_time_leaves_a_complete_site(
    root: Path, signal_: signal.Signals, change: str
) -> None:
    write_build(root, 2)
    times = random.Random(int(signal_))
    for _ in range(2):
        process = start(root, change)
        threading.Event().wait(times.uniform(0.2, 1.6))
        os.killpg(process.pid, signal_)
        process.communicate()
        recover(root / "output")
        assert len(builds(root)) == 1
    assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert folders(root) == ["content", "output"]


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_publishing_process_ends_its_build_and_cleans_up(
    root: Path, signal_: signal.Signals
) -> None:
    with (root / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write("import time\nopen('begun', 'w')\ntime.sleep(60)\n")
    process = start(root)
    while not (root / "begun").exists():
        assert process.poll() is None, process.communicate()
        threading.Event().wait(0.01)
    process.send_signal(signal_)
    process.communicate()
    assert process.returncode == 128 + signal_
    assert folders(root) == ["content"]
