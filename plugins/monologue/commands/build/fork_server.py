"""A process that has loaded Pelican and its packages, and forks another one for each build.

``python -P -m monologue.commands.build.fork_server DESCRIPTOR``: the socket on which builds are
requested. With a request comes the socket of the process that is forked for it; see ``forked``.

It loads nothing of the site: each build runs the settings and the plugins again. If a file that it has
loaded changes, it restarts itself before the next build. When the program that started it ends,
however that happens, it ends all processes of its session.
"""

import gc
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module

from ...core import PARTS
from .forked import build_and_answer
from .messages import MOST, receive

PACKAGES = """
ada_url docutils.core docutils.parsers.rst docutils.readers.standalone docutils.writers.html5_polyglot
feedgenerator jinja2.meta markdown markdown.extensions.codehilite markdown.extensions.extra
markdown.extensions.toc markdown_it mdit_py_plugins.footnote pelican pelican.generators pelican.readers
pelican.writers pygments.formatters.html pygments.lexers.python pymdownx.extra pymdownx.highlight
rich.live rich.progress sqlite3 tomllib turbohtml unidecode yaml
"""
"""What most builds load; one that is not installed is left out."""
OWN = (*(f"{part}.adapter" for part in PARTS), "body.convert", "link_check.adapter.sources")
"""What most builds load of this bundle; a site may have copied only some parts."""
BUNDLE = __package__.removesuffix(".commands.build")
CLOCK_STEP = 20_000_000
"""Nanoseconds by which the time of a file may lag behind the clock."""


def main(descriptor: int) -> None:
    """Load the packages, then fork a process for each request."""
    began = time.time_ns()
    for name in (*PACKAGES.split(), *(f"{BUNDLE}.{module}" for module in OWN)):
        with suppress(ImportError):
            import_module(name)
    loaded = loaded_files()
    gc.collect()
    gc.freeze()  # otherwise the collector of each build would copy the memory that they share
    requests = socket.socket(fileno=descriptor)
    while True:
        select.select([requests], [], [])
        if have_changed(loaded, began):
            os.execv(sys.executable, [sys.executable, "-P", "-m", __spec__.name, str(descriptor)])
        data, descriptors, _, _ = socket.recv_fds(requests, MOST, 1)
        request = receive(requests, data) if data else None
        if request is None:
            os.killpg(0, signal.SIGKILL)  # this process, too
            return
        reap()
        if os.fork() == 0:
            requests.close()
            os.set_inheritable(descriptors[0], False)
            build_and_answer(socket.socket(fileno=descriptors[0]), request)
        os.close(descriptors[0])


def loaded_files() -> list[str]:
    """Return the files of all modules that are loaded."""
    names = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return [name for name in names if name and os.path.isfile(name)]  # noqa: PTH113 - many files


def have_changed(files: Iterable[str], since: int) -> bool:
    """Return whether a file was written, replaced or deleted after ``since``, in Unix nanoseconds."""
    for name in files:
        try:
            stat = os.stat(name)  # noqa: PTH116 - many files
        except OSError:
            return True
        if max(stat.st_mtime_ns, stat.st_ctime_ns) > since - CLOCK_STEP:
            return True
    return False


def reap() -> None:
    """Let the system forget the processes that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main(int(sys.argv[1]))
