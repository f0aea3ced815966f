"""A forked process that does half of the work, and sends what it made through a pipe."""

import gc
import os
import pickle
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

LENGTH = 8
"""Bytes of the length of a message."""
Send = Callable[[Any], None]


def number_of(wanted: int) -> int:
    """Return the number of processes: one where the system cannot fork safely (macOS: only before its
    libraries start threads), or has one core."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return wanted or min(cores, 2)


class Helper:
    """The other process. It ends when it has sent everything, or when this one has ended.

    It writes its messages to a file without a name, which can hold any number, and their lengths to a pipe.
    So it never waits for this process.
    """

    def __init__(self, work: Callable[[Send], None]) -> None:
        reading, writing = os.pipe()
        self._file: IO[bytes] | None = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``close``
        self._at = 0
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # otherwise the collector would copy the memory that the processes share
        self.process = _fork()
        if self.process == 0:
            os.close(reading)
            _work(work, writing, self._file.fileno())
        os.close(writing)
        self._lengths: IO[bytes] = os.fdopen(reading, "rb")

    def receive(self) -> Any:
        """Return the next message; None if the process has ended."""
        if self._file is None:
            return None
        length = int.from_bytes(self._lengths.read(LENGTH), "little")
        data = os.pread(self._file.fileno(), length, self._at)
        self._at += length
        if not data or len(data) < length:
            self.close()
            return None
        return pickle.loads(data)

    def close(self) -> None:
        """End the process, if it still works."""
        if self._file is None:
            return
        self._lengths.close()
        self._file.close()
        self._file = None
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _fork() -> int:
    with warnings.catch_warnings():  # Python warns of threads; the only other one draws Pelican's spinner
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _work(work: Callable[[Send], None], pipe: int, file: int) -> None:
    """Do the work, and end the process without running the exit handlers of the other."""
    status, at = 1, 0

    def send(message: Any) -> None:
        nonlocal at
        data = pickle.dumps(message, protocol=5)
        start, end = at, at + len(data)
        while at < end:
            at += os.pwrite(file, data[at - start :], at)
        os.write(pipe, len(data).to_bytes(LENGTH, "little"))

    try:
        work(send)
        status = 0
    except BaseException:
        pass
    finally:
        os._exit(status)
