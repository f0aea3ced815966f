"""End the process before it has done anything, with one line."""

import sys
from typing import NoReturn

STOPPED = 1
"""The exit status of a build that cannot begin: a mistake in the settings, a missing package."""


def stop(line: str) -> NoReturn:
    """End the process with one line on standard error.

    Of any other exception Pelican makes a line in the log, and builds without the plugin.
    """
    stream = sys.__stderr__ or sys.stderr
    print("\r\x1b[K" * stream.isatty() + line, file=stream, flush=True)
    raise SystemExit(STOPPED)
