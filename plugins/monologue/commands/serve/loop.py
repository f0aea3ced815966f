"""Build and serve the site, and rebuild it on each change: one watcher, one builder, one server.

The document of a text that changed is rendered at once, by the process that made the last build. The
whole site is built right after it, and what that writes is what counts.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import SIGINT

from ...core.adapter.slower import SLOWER, say_once
from ..build.builder import Builder, Renderer
from ..build.process import Build
from ..signals import ending
from .hosts import read_names
from .last_good import causes_first, keep_documents
from .pending import Pending
from .scratch import scratch
from .server import Server, open_server
from .site import Site
from .watcher import Watcher

LONGEST_WAIT = 0.5
"""Seconds after which the main thread looks for a signal, which cannot interrupt its wait on Windows."""
FEW = 5
"""The number of changed texts whose documents are rendered before the site is built."""
Built = tuple[Build, Renderer | None] | None


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
        loop = Loop(site, Path(os.path.realpath(root)), work, settings)
        try:
            with received.interruptible():
                announce(host, port, server.server_address[1])
                loop.run()
        except KeyboardInterrupt:
            if received.signal == SIGINT:  # otherwise the terminal may be closed
                print("\nStopped.", flush=True)
        finally:
            site.close()
            loop.close()
    if received.signal and received.signal != SIGINT:
        raise SystemExit(128 + received.signal)


class Loop:
    """Takes one event after the other: changed paths from the watcher, and finished builds."""

    def __init__(self, site: Site, root: Path, work: Path, settings: str) -> None:
        self.site, self.root, self.work = site, root, work
        self.events: SimpleQueue[frozenset[str] | Exception | Built] = SimpleQueue()
        self.builder = Builder(root, settings)
        self.watcher = Watcher(root, self.events.put)
        self.renderer: Renderer | None = None
        """The process of the build that is served."""
        self.documents: dict[str, str] = {}
        self.sources: tuple[Path, ...] = ()
        self.pending = Pending()
        self.folder = work
        """The folder of the build that runs, or of the last one."""
        self.began = 0
        self.number = 0

    def run(self) -> None:
        """Build, then build again after changes.

        Raises:
            Exception: What prevents the watcher from watching.
        """
        self.begin()
        while True:
            wait = LONGEST_WAIT if self.site.is_building else self.pending.wait(time.monotonic())
            if wait <= 0:
                self.begin()
                continue
            with suppress(Empty):
                event = self.events.get(timeout=min(wait, LONGEST_WAIT))
                if isinstance(event, frozenset):
                    self.pending.add(event, time.monotonic())
                    self.answer(event)
                elif isinstance(event, Exception):
                    raise event
                else:
                    self.finish(event)

    def close(self) -> None:
        """End all processes and threads."""
        self.builder.close()
        if self.renderer:
            self.renderer.close()
        self.watcher.stop()

    def begin(self) -> None:
        """Begin a build. A change that is reported from now on begins another one."""
        self.site.begin()
        self.pending.begin({Path(source).suffix for source in self.documents})
        self.folder, self.began = Path(tempfile.mkdtemp(dir=self.work)), time.time_ns()
        threading.Thread(target=self._build, args=(self.folder,), daemon=True).start()

    def _build(self, folder: Path) -> None:
        """Build in a thread, so that changes are answered meanwhile."""
        built = None
        try:
            built = self.builder.forked(folder)
        finally:
            self.events.put(built)

    def answer(self, paths: Iterable[str]) -> None:
        """Render the documents of some changed texts, and show them at once."""
        changed = sorted(filter(self.documents.get, map(self.source_of, paths)))
        if not self.renderer or not self.site.folder or len(changed) > FEW:
            return
        for source in changed:
            if self.renderer.render(source, self.documents[source], self.site.folder):
                self.pending.shown.add(source)
                self.site.touch()

    def source_of(self, path: str) -> str:
        """Return a path as diagnostics write it."""
        return Path(path).relative_to(self.root).as_posix() if Path(path).is_relative_to(self.root) else path

    def finish(self, built: Built) -> None:
        """Serve a finished build, unless it failed."""
        made, renderer = built or (self.builder.build(self.folder), None)
        self.sources = made.watched or self.sources
        documents = keep_documents(made, self.site.folder, self.documents)
        if not made.status:
            keep_newer(self.site.folder, made.folder, self.documents, documents, self.pending.shown)
            if self.renderer:
                self.renderer.close()
            self.renderer = renderer
        self.documents = documents
        show(self.site, made, self.number, self.pending.take_reload(is_served=not made.status))
        self.number += 1
        self.watcher.expect(self.sources, self.began)
        # In a thread: that takes seconds for many files on a busy machine, and the next change is waiting.
        threading.Thread(target=remove_unused, args=(self.site,), daemon=True).start()


def keep_newer(
    last: Path | None, new: Path, before: dict[str, str], now: dict[str, str], shown: Iterable[str]
) -> None:
    """Keep the documents of texts that were shown while a build ran: it may have read the older text."""
    for source in shown:
        path = now.get(source)
        if last and path and path == before.get(source):
            with suppress(OSError):  # then the next build, which follows at once, shows it
                shutil.copy2(last / path, new / path)


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


def show(site: Site, made: Build, number: int, reloads: bool = True) -> None:
    """Serve a build and print its report; if it failed, keep serving the previous one.

    With ``reloads``, all open pages reload; otherwise only those whose document has changed.
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
    site.update(made.folder, f"{time.time_ns()}" if reloads else site.build, report)
    print(f"Build {number} is served.", flush=True)


def remove_unused(site: Site) -> None:
    """Remove the folders of replaced builds. One that cannot be removed now is removed at the end.

    That is so on Windows for a folder with an open file.
    """
    for folder in site.take_unused():
        shutil.rmtree(folder, ignore_errors=True)
