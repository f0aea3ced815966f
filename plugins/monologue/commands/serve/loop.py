"""Build and serve the site, and rebuild it on each change: one watcher, one builder, one server."""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGINT

from watchfiles import Change, DefaultFilter, watch

from ...core.adapter.slower import SLOWER, say_once
from ..build.process import Build, build
from ..signals import ending
from .hosts import read_names
from .scratch import scratch
from .server import Server, open_server
from .site import Site

SETTINGS = ("pelicanconf.py", "publishconf.py")
"""Single files, polled several times a second: an editor that replaces a file would end a watch on it."""


CLOCK_STEP = 20_000_000
"""Nanoseconds by which the time of a file may lag behind the clock."""


def serve(
    root: Path, host: str, port: int, settings: str = "pelicanconf.py", allow: Iterable[str] = ()
) -> None:
    """Serve the site at ``root`` until Ctrl-C; ``allow`` has additional host names to accept.

    Raises:
        OSError, OverflowError: As ``open_server`` says.
        ValueError: If one of ``allow`` is not a host name.
        SystemExit: If another signal ended it; the status is 128 plus its number, as in a shell.
    """
    site = Site()
    say_once(SLOWER)  # here, and not by the first build, whose report is shown in the page
    allowed = read_names([*allow, *([host] if host and ":" not in host else [])])
    with ending() as received, scratch() as work, running(open_server(host, port, site, allowed)) as server:
        try:
            with received.interruptible():
                announce(host, port, server.server_address[1])
                folders: list[Path] = []
                for number, _ in enumerate(changes(root, folders)):
                    made = attempt(root, Path(tempfile.mkdtemp(dir=work)), settings)
                    folders[:] = made.watched or folders
                    show(site, made, number)
        except KeyboardInterrupt:
            if received.signal == SIGINT:  # otherwise the terminal may be closed
                print("\nStopped.", flush=True)
        finally:
            site.close()
    if received.signal and received.signal != SIGINT:
        raise SystemExit(128 + received.signal)


def attempt(root: Path, folder: Path, settings: str) -> Build:
    """Build into a new folder; if the system prevents that, return a failed build with the reason."""
    try:
        return build(root, folder, settings, "never", drafts=True)
    except OSError as error:
        return Build(folder, 1, f"The build did not run: {error}", "")


def announce(host: str, port: int, taken: int) -> None:
    """Print where the site is served: ``taken`` is the port that is used."""
    if port and taken != port:
        print(f"Port {port} is in use; using the next free port.")
    print(f"http://{f'[{host}]' if ':' in host else host}:{taken}/ - press Ctrl-C to stop.", flush=True)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Run the server in a thread while the block runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def show(site: Site, made: Build, number: int) -> None:
    """Serve a build and print its report; if it failed, keep serving the previous one.

    A folder that cannot be removed now (on Windows, because a file is open) is removed at the end.
    """
    if made.report:
        print(made.report, file=sys.stderr, flush=True)
    if made.status:
        site.update(site.folder, site.build, made.report or f"Pelican exited with status {made.status}.")
        print(f"Build {number} failed; the previous one is still served.", flush=True)
        shutil.rmtree(made.folder, ignore_errors=True)
        return
    site.update(made.folder, f"{time.time_ns()}", made.report)
    print(f"Build {number} is served.", flush=True)
    for folder in site.take_unused():
        shutil.rmtree(folder, ignore_errors=True)


def changes(root: Path, folders: Sequence[Path]) -> Iterator[None]:
    """Yield at the start, then for each group of changes, including those made during a build.

    The caller builds at each step, and keeps ``folders`` up to date: the folders that the
    build read. They are watched from the first step on.
    """
    stamps, began = settings_stamps(root), time.time_ns()
    yield
    while True:
        existing = present(folders)
        watcher = watch(*existing, debounce=200, step=40, rust_timeout=200, yield_on_timeout=True)
        try:
            next(watcher)  # it watches from here on, and collects what changes during a build
        except FileNotFoundError:  # a folder was just deleted
            continue
        if has_changed(existing, began):
            began = time.time_ns()
            yield
        for changed in watcher:
            if present(folders) != existing:
                break
            now = settings_stamps(root)
            if changed or now != stamps:
                stamps, began = now, time.time_ns()
                yield


def has_changed(folders: Sequence[Path], since: int) -> bool:
    """Return whether a file in the folders was written or moved after ``since``, in Unix nanoseconds."""
    is_source = DefaultFilter()
    for path in (path for folder in folders for path in below(folder)):
        if is_source(Change.modified, path):
            with suppress(OSError):  # it was deleted, which is a change of its folder, or cannot be read now
                stat = os.stat(path)  # noqa: PTH116 - as below
                if max(stat.st_mtime_ns, stat.st_ctime_ns) > since - CLOCK_STEP:
                    return True
    return False


def below(folder: Path) -> Iterator[str]:
    """Yield every file and folder below a folder; one that is deleted meanwhile is left out."""
    for base, folders, files in os.walk(folder):
        yield from (os.path.join(base, name) for name in (*folders, *files))  # noqa: PTH118 - many paths


def present(folders: Sequence[Path]) -> list[Path]:
    """Return the folders that exist."""
    return [folder for folder in folders if folder.is_dir()]


def settings_stamps(root: Path) -> list[tuple[int, int]]:
    """Return (modification time in nanoseconds, size in bytes) of each settings file that exists."""
    stamps = []
    for name in SETTINGS:
        with suppress(OSError):  # it does not exist, or an editor is replacing it
            stat = (root / name).stat()
            stamps.append((stat.st_mtime_ns, stat.st_size))
    return stamps
