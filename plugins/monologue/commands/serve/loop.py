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
from stat import S_ISDIR

from watchfiles import Change, DefaultFilter, watch

from ...core.adapter.slower import SLOWER, say_once
from ..build.process import Build, build
from ..signals import ending
from .hosts import read_names
from .last_good import causes_first, keep_documents
from .scratch import scratch
from .server import Server, open_server
from .site import Site

SETTINGS = ("pelicanconf.py", "publishconf.py")
"""Single files, like those that a build notes, are polled several times a second: an editor that replaces a
file would end a watch on it."""


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
                sources: list[Path] = []
                documents: dict[str, str] = {}
                for number, _ in enumerate(changes(root, sources)):
                    site.begin()
                    made = attempt(root, Path(tempfile.mkdtemp(dir=work)), settings)
                    sources[:] = made.watched or sources
                    documents = keep_documents(made, site.folder, documents)
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
    report = causes_first(made.report, made.left_out)
    if report:
        print(report, file=sys.stderr, flush=True)
    if made.status:
        site.update(site.folder, site.build, report or f"Pelican exited with status {made.status}.")
        rest = "the previous one is still served" if site.folder else "the next change starts another one"
        print(f"Build {number} failed; {rest}.", flush=True)
        shutil.rmtree(made.folder, ignore_errors=True)
        return
    site.update(made.folder, f"{time.time_ns()}", report)
    print(f"Build {number} is served.", flush=True)
    for folder in site.take_unused():
        shutil.rmtree(folder, ignore_errors=True)


def changes(root: Path, sources: Sequence[Path]) -> Iterator[None]:
    """Yield at the start, then for each group of changes, including those made during a build.

    The caller builds at each step, and keeps ``sources`` up to date: the folders and single files
    that the build read. They are watched from the first step on.
    """
    stamps, began = stamps_of(root, sources), time.time_ns()
    yield
    while True:
        existing = present(sources)
        watcher = watch(*existing, debounce=200, step=40, rust_timeout=200, yield_on_timeout=True)
        try:
            next(watcher)  # it watches from here on, and collects what changes during a build
        except FileNotFoundError:  # a folder was just deleted
            continue
        if has_changed(existing, began):
            began = time.time_ns()
            yield
        for changed in watcher:
            if present(sources) != existing:
                break
            now = stamps_of(root, sources)
            if changed or differ(stamps, now, began):
                stamps, began = now, time.time_ns()
                yield
            else:
                stamps = now


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


def present(sources: Sequence[Path]) -> list[Path]:
    """Return the folders that exist."""
    return [source for source in sources if source.is_dir()]


Stamps = dict[Path, tuple[int, int, int] | None]
"""Modification and change time in nanoseconds, and size in bytes, of each file; None if it does not exist."""


def stamps_of(root: Path, sources: Sequence[Path]) -> Stamps:
    """Return the stamps of the settings files and of the single files among the sources."""
    stamps: Stamps = {}
    for path in (*(root / name for name in SETTINGS), *sources):
        try:
            stat = path.stat()
        except OSError:  # it does not exist, or an editor is replacing it
            stamps[path] = None
        else:
            if not S_ISDIR(stat.st_mode):
                stamps[path] = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size
    return stamps


def differ(before: Stamps, now: Stamps, since: int) -> bool:
    """Return whether a file changed; one without an earlier stamp, if it was written after ``since``."""
    return any(
        stamp != before[path] if path in before else stamp and max(stamp[:2]) > since - CLOCK_STEP
        for path, stamp in now.items()
    )
