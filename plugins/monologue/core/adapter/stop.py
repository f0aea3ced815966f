"""Stop the process before the build starts, with one line."""

import sys
from typing import NoReturn

STOPPED = 1
"""The exit status of a build that cannot start: a mistake in the settings, or a missing package."""


def stop(line: str) -> NoReturn:
    """End the process with one line on standard error.

    Pelican only logs any other exception, and builds without the plugin.
    """
    stream = sys.__stderr__ or sys.stderr
    print("\r\x1b[K" * stream.isatty() + line, file=stream, flush=True)
    raise SystemExit(STOPPED)
