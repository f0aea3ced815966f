"""Run ``pelican`` so that two processes are worth it for few texts, and with a fault that a test plans.

The variable ``FAULT`` names it: ``kill-at-statement:3``, ``kill-at-byte:40000``, ``full-at-byte:40000``.
"""

import os
import resource
import runpy
import signal
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from monologue.build_cache.adapter import contents, documents
from pelican.log import console

FEW = 2
WAIT = 0.2
"""Seconds to wait for another build, instead of several."""


class Killing(sqlite3.Connection):
    """A connection that kills its process before one of its statements, or of the rows that are written."""

    left = -1

    @classmethod
    def count(cls) -> None:
        cls.left -= 1
        if cls.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self.count()
        return super().execute(*arguments)

    def executemany(self, statement: str, rows: Iterable[Any]) -> sqlite3.Cursor:  # type: ignore[override]
        return super().executemany(statement, (self.count() or row for row in rows))  # type: ignore[func-returns-value]

    def executescript(self, script: str) -> sqlite3.Cursor:
        self.count()
        return super().executescript(script)

    def __exit__(self, *error: Any) -> bool:  # type: ignore[override]
        self.count()
        return super().__exit__(*error)


def kill_at_statement(number: int) -> None:
    Killing.left = number


def kill_at_byte(size: int) -> None:
    """The system kills the process when a file gets larger than ``size`` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def full_at_byte(size: int) -> None:
    """No file can be larger, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


FAULTS: dict[str, Callable[[int], None]] = {
    "kill-at-statement": kill_at_statement,
    "kill-at-byte": kill_at_byte,
    "full-at-byte": full_at_byte,
}

if __name__ == "__main__":
    console.width = 300  # no line is wrapped
    contents.FEWEST = documents.FEWEST = FEW
    connect = sqlite3.connect
    sqlite3.connect = lambda path, **given: connect(path, **{**given, "timeout": WAIT, "factory": Killing})  # type: ignore[assignment]
    fault, _, number = os.environ.get("FAULT", "").partition(":")
    if fault:
        FAULTS[fault](int(number))
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)
