"""One build in a forked process, which stays and renders single documents again, until it is replaced."""

import gc
import importlib
import os
import select
import signal
import socket
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from .messages import packed, receive
from .one_document import render_again
from .process import OUTPUT
from .strict import Finished, run

LIMIT = 3.0
"""Seconds for one document; its full build comes anyway."""


def build_and_answer(connection: socket.socket, request: dict[str, Any]) -> NoReturn:
    """Build, send the exit status, and answer until the other end of ``connection`` is closed.

    ``request`` has the ``arguments`` of Pelican, the ``note`` to write, and the files ``printed``
    and ``errors`` for the standard streams. An answer is whether a document was rendered.
    """
    for descriptor, name in ((1, "printed"), (2, "errors")):
        redirect(descriptor, request[name])
    finished, status = build(request)
    sys.stdout.flush()
    sys.stderr.flush()
    with suppress(OSError):
        connection.sendall(packed(status))
        if finished:
            answer(connection, finished)
    sys.exit(status)


def build(request: dict[str, Any]) -> tuple[Finished | None, int]:
    """Build as the program ``strict`` does; return what is left of it, and its exit status."""
    importlib.invalidate_caches()
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - a string, as with `python -m`
    sys.argv = ["pelican", *request["arguments"]]
    try:
        return run(Path(request["note"]), OUTPUT, request["arguments"]), 0
    except SystemExit as stopped:
        return None, stopped.code if isinstance(stopped.code, int) else int(stopped.code is not None)
    except BaseException:  # the interpreter would do the same
        traceback.print_exc()
        return None, 1


def answer(connection: socket.socket, finished: Finished) -> None:
    """Render each document that is requested, in a process of its own, so that nothing here changes."""
    for descriptor in (1, 2):
        redirect(descriptor, os.devnull)
    gc.disable()
    gc.freeze()  # the collector would copy memory that the processes share
    while request := receive(connection):
        succeeded = succeeds(lambda: render_again(finished, request["source"], request["folder"]))
        connection.sendall(packed(succeeded))


def succeeds(work: Callable[[], bool]) -> bool:
    """Do some work in a forked process, and return whether it returned True within the time limit."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # Python warns of a thread that a plugin may have left
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        status = 1
        with suppress(BaseException):  # the full build meets it, too, and reports it
            status = 0 if work() else 1
        os._exit(status)
    os.close(writing)
    if not select.select([reading], [], [], LIMIT)[0]:
        os.kill(process, signal.SIGKILL)
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def redirect(descriptor: int, path: str) -> None:
    """Let a standard stream write to a file."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(file, descriptor)
    os.close(file)
