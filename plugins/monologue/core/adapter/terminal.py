"""A line of a terminal that is overwritten, also by a process whose output is captured."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

TERMINAL = "MONOLOGUE_TERMINAL"
"""The environment variable with the file descriptor of the terminal on which a build may overwrite a line,
although its output is captured."""
ERASE = "\r\x1b[K"
"""Removes the line that the cursor is in (ECMA-48)."""


def is_terminal(stream: TextIO | Any) -> bool:
    """Tell whether a stream is a terminal that can overwrite a line."""
    return bool(stream and stream.isatty() and os.environ.get("TERM") != "dumb")


def overwrite(terminal: int, line: str) -> None:
    """Replace the line that the cursor is in, cut off at the width of the terminal."""
    with suppress(OSError):  # the terminal was closed
        width = os.get_terminal_size(terminal).columns or 80
        os.write(terminal, f"{ERASE}{line[: width - 1]}".encode())


@contextmanager
def lent_terminal() -> Iterator[tuple[int, ...]]:
    """Let a build whose output is captured show its progress on standard error; remove the line at the end.

    Yield the descriptors that the build must inherit, and name in ``TERMINAL``: one, or none if standard
    error is not a terminal or the system cannot pass it on.
    """
    if sys.platform == "win32" or not is_terminal(sys.stderr):
        yield ()
        return
    terminal = os.dup(sys.stderr.fileno())
    try:
        yield (terminal,)
    finally:
        overwrite(terminal, "")
        os.close(terminal)
