"""A forked process that does half of the work, and sends what it made through a pipe."""

import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

PIPE = 1 << 20
"""Bytes that a pipe holds, so that the other process can be some documents ahead; Linux allows no more."""
Send = Callable[[Any], None]


def number_of(wanted: int) -> int:
    """Return the number of processes: one where the system cannot fork safely (macOS: only before its
    libraries start threads), or has one core."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return wanted or min(cores, 2)


class Helper:
    """The other process. It ends when it has sent everything, or when this one has ended."""

    def __init__(self, work: Callable[[Send], None]) -> None:
        reading, writing = os.pipe()
        _enlarge(writing)
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # otherwise the collector would copy the memory that the processes share
        self.process = _fork()
        if self.process == 0:
            os.close(reading)
            _work(work, writing)
        os.close(writing)
        self._messages: IO[bytes] | None = os.fdopen(reading, "rb")

    def receive(self) -> Any:
        """Return the next message; None if the process has ended."""
        if self._messages is None:
            return None
        try:
            return pickle.load(self._messages)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.close()
            return None

    def close(self) -> None:
        """End the process, if it still works."""
        if self._messages is None:
            return
        self._messages.close()
        self._messages = None
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _fork() -> int:
    with warnings.catch_warnings():  # Python warns of threads; the only other one draws Pelican's spinner
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _enlarge(pipe: int) -> None:
    with suppress(ImportError, AttributeError, OSError):  # not on every system
        import fcntl  # noqa: PLC0415 - as above

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def _work(work: Callable[[Send], None], pipe: int) -> None:
    """Do the work, and end the process without running the exit handlers of the other."""
    status = 1
    try:
        with os.fdopen(pipe, "wb", buffering=0) as messages:
            work(lambda message: _write(messages, pickle.dumps(message, protocol=5)))
        status = 0
    except BaseException:
        pass
    finally:
        os._exit(status)


def _write(messages: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[messages.write(rest) :]
