"""``invoke serve`` ends cleanly after any signal: no folder and no process is left."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT
from monologue.commands.serve.scratch import BUILDS, MARKER, PREFIX, TEXT, remove_abandoned, scratch
from monologue.commands.signals import SIGNALS, ending

if os.name == "nt":
    pytest.skip("Windows has other signals and locks", allow_module_level=True)

SERVE = """
import sys
from pathlib import Path
from monologue.commands.serve.loop import serve
serve(Path(sys.argv[1]), "127.0.0.1", 0)
"""
SLOW = """
import os, pathlib, time
pathlib.Path("builder").write_text(str(os.getpid()))
time.sleep(600)
"""
"""Settings of a site whose build does not end."""


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("the condition did not become true")


def is_alive(process: int) -> bool:
    """Return whether a process runs; one that has ended but is not waited for does not."""
    stat = Path(f"/proc/{process}/stat")
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def slow_site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "temporary").mkdir()
    (tmp_path / "pelicanconf.py").write_text(BASE_SETTINGS + SLOW, encoding="utf-8")
    return tmp_path


def start(site: Path, **options: object) -> tuple[subprocess.Popen[bytes], int]:
    """Serve the site; return the server's process, and the process id of its running build."""
    (site / "builder").unlink(missing_ok=True)
    process = subprocess.Popen(  # type: ignore[call-overload]
        [sys.executable, "-c", SERVE, str(site)],
        cwd=ROOT / "plugins",
        env={**os.environ, "TMPDIR": str(site / "temporary")},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options},
    )
    wait_until(lambda: (site / "builder").is_file() and bool((site / "builder").read_text()))
    return process, int((site / "builder").read_text())


@pytest.mark.parametrize(
    ("signals", "status"),
    [
        ([signal.SIGINT], 0),
        ([signal.SIGINT, signal.SIGINT], 0),
        ([signal.SIGTERM], 128 + signal.SIGTERM),
        ([signal.SIGHUP], 128 + signal.SIGHUP),
        ([signal.SIGTERM, signal.SIGTERM], 128 + signal.SIGTERM),
    ],
    ids=["Ctrl-C", "Ctrl-C twice", "kill", "a closed terminal", "kill twice"],
)
def test_a_signal_ends_the_build_and_removes_the_folder(
    slow_site: Path, signals: list[signal.Signals], status: int
) -> None:
    process, builder = start(slow_site)
    for number in signals:
        process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == status, said
    assert b"Traceback" not in said
    assert (b"Stopped." in said) == (signals[0] == signal.SIGINT)
    assert list((slow_site / "temporary").iterdir()) == []
    wait_until(lambda: not is_alive(builder))


def test_repeated_signals_do_not_interrupt_the_cleanup(slow_site: Path) -> None:
    """The folder is large, so that they arrive while it is being removed."""
    process, _ = start(slow_site)
    (folder,) = filter(Path.is_dir, (slow_site / "temporary").glob(f"{PREFIX}*/{BUILDS}/*"))
    for number in range(3000):
        (folder / str(number)).mkdir()
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        time.sleep(0.002)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert list((slow_site / "temporary").iterdir()) == []


def test_nothing_is_left_after_the_terminal_is_closed(slow_site: Path) -> None:
    import fcntl
    import pty
    import termios

    controller, terminal = pty.openpty()
    process, builder = start(
        slow_site,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(terminal)
    os.close(controller)
    process.wait(timeout=60)
    assert list((slow_site / "temporary").iterdir()) == []
    wait_until(lambda: not is_alive(builder))


def test_a_signal_that_is_ignored_stays_ignored(slow_site: Path) -> None:
    """``nohup`` relies on it, so that a program goes on after its terminal is closed."""
    process, _ = start(slow_site, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM


def test_the_next_run_removes_the_folder_of_a_killed_one_and_nothing_else(slow_site: Path) -> None:
    temporary = slow_site / "temporary"
    alive, _ = start(slow_site)
    (of_alive,) = temporary.iterdir()
    killed, orphan = start(slow_site)
    killed.kill()
    killed.communicate(timeout=60)
    os.kill(orphan, signal.SIGKILL)
    (left,) = set(temporary.iterdir()) - {of_alive}
    again, _ = start(slow_site)
    assert not left.exists() and of_alive.is_dir()
    for process in (alive, again):
        process.terminate()
        process.communicate(timeout=60)
    assert list(temporary.iterdir()) == []


def marked(folder: Path) -> Path:
    """Create a folder as a killed run leaves it."""
    (folder / BUILDS / "x").mkdir(parents=True)
    (folder / MARKER).write_bytes(TEXT)
    return folder


def test_a_folder_is_removed_only_if_it_is_certainly_abandoned(tmp_path: Path) -> None:
    import fcntl

    assert remove_abandoned(marked(tmp_path / "left"))
    unmarked = tmp_path / f"{PREFIX}unmarked"
    (unmarked / BUILDS).mkdir(parents=True)
    other = marked(tmp_path / "other text")
    (other / MARKER).write_bytes(TEXT + b"x")
    linked = marked(tmp_path / "linked")
    (linked / MARKER).unlink()
    (tmp_path / "marker").write_bytes(TEXT)
    (linked / MARKER).symlink_to(tmp_path / "marker")
    pipe = marked(tmp_path / "pipe")
    (pipe / MARKER).unlink()
    os.mkfifo(pipe / MARKER)
    target = marked(tmp_path / "target")
    link = tmp_path / "link"
    link.symlink_to(target)
    file = tmp_path / "file"
    file.touch()
    locked = marked(tmp_path / "locked")
    with (locked / MARKER).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = [unmarked, other, linked, pipe, link, file, locked, target, tmp_path / "none"]
        assert [path.name for path in kept[:-2] if remove_abandoned(path)] == []
    assert all(path.exists() for path in kept[:-1])
    assert not remove_abandoned(tmp_path / "none")


def test_the_folder_of_a_run_is_locked_and_removed_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ZeroDivisionError), scratch() as builds:
        assert not remove_abandoned(builds.parent)
        assert builds.is_dir()
        print(1 / 0)
    assert list(tmp_path.iterdir()) == []


def test_without_file_locks_the_folder_is_removed_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: the folder of a killed run is kept, because nothing proves that the run has ended."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("monologue.commands.serve.scratch.fcntl", None)
    left = marked(tmp_path / f"{PREFIX}left")
    with scratch() as builds:
        assert builds.is_dir()
        assert not list(builds.parent.glob(f"{MARKER}*"))  # an open file could not be removed there
    assert list(tmp_path.iterdir()) == [left]


@pytest.fixture
def own_handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("own_handlers")
def test_a_signal_interrupts_each_interruptible_block_once() -> None:
    interrupted = []
    with ending() as received:
        for _ in range(2):
            try:
                with received.interruptible():
                    for _ in range(3):
                        signal.raise_signal(signal.SIGTERM)
            except KeyboardInterrupt:
                interrupted.append(received.signal)
                signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGHUP)
    signal.raise_signal(signal.SIGTERM)
    assert interrupted == [signal.SIGTERM, signal.SIGTERM]


@pytest.mark.usefixtures("own_handlers")
def test_an_early_signal_interrupts_the_next_interruptible_block() -> None:
    reached = threading.Event()
    with ending() as received:
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt), received.interruptible():
            reached.set()
    assert not reached.is_set()


def test_handlers_are_restored_if_no_signal_was_received() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with ending():
        pass
    assert [signal.getsignal(number) for number in SIGNALS] == before
