"""Build, serve, and build again at each change: one watcher, one builder, one server."""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import watch

from .building import Build, build
from .server import Server, Site, open_server

WATCHED = ("content", "theme", "my-templates", "plugins")
"""Folders; the third is what theme/README.md has for a site's own templates."""
SETTINGS = ("pelicanconf.py", "publishconf.py")
"""Single files, looked at several times a second: an editor that replaces a file would end a watch of it."""


def serve(root: Path, host: str, port: int, settings: str = "pelicanconf.py") -> None:
    """Serve the site at ``root`` until Ctrl-C.

    Raises:
        OSError, OverflowError: As ``open_server`` says.
    """
    site = Site()
    with running(open_server(host, port, site)) as server, tempfile.TemporaryDirectory() as work:
        taken = server.server_address[1]
        if taken != port:
            print(f"Port {port} is busy; this is the next free one.")
        print(f"http://{f'[{host}]' if ':' in host else host}:{taken}/ - Ctrl-C ends it.", flush=True)
        try:
            for number, _ in enumerate(changes(root)):
                show(site, build(root, Path(tempfile.mkdtemp(dir=work)), settings, "never"), number)
        except KeyboardInterrupt:
            print("\nEnded.")
        finally:
            site.close()


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Answer requests in a thread while the block runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def show(site: Site, made: Build, number: int) -> None:
    """Serve a build, with what was found in it; of one that failed, say why, and keep the one before."""
    if made.report:
        print(made.report, file=sys.stderr, flush=True)
    if made.status:
        print(f"Build {number} failed; the one before is served.", flush=True)
        shutil.rmtree(made.folder)
        site.update(site.folder, site.build, made.report or f"Pelican ended with status {made.status}.")
        return
    print(f"Build {number} is served.", flush=True)
    before = site.folder
    site.update(made.folder, f"{time.time_ns()}", made.report)
    if before:
        shutil.rmtree(before)


def changes(root: Path) -> Iterator[None]:
    """Yield at the start, then for each bundle of changes, those made during a build included."""
    stamps = settings_stamps(root)
    watcher = watch(
        *(root / folder for folder in WATCHED if (root / folder).is_dir()),
        debounce=200,
        step=40,
        rust_timeout=200,
        yield_on_timeout=True,
    )
    next(watcher)  # it watches from here on, and gathers what changes while a build runs
    yield
    for changed in watcher:
        now = settings_stamps(root)
        if changed or now != stamps:
            stamps = now
            yield


def settings_stamps(root: Path) -> list[tuple[int, int]]:
    """Return a stamp for each settings file that is there: time of change in nanoseconds, and size."""
    files = (root / name for name in SETTINGS)
    return [(stat.st_mtime_ns, stat.st_size) for file in files if file.is_file() and (stat := file.stat())]
