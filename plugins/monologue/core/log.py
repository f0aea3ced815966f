"""Turn what Pelican logs as an error into diagnostics, and a crash into one line and a status of its own.

Pelican logs an error, goes on without the file and ends with exit status 0; what
any plugin raises ends it with status 1, as faults do.
"""

import logging
import os
import re
import sys
import traceback
from typing import Any

from .diagnostic import Diagnostic, in_one_line
from .files import shown

CRASH = 2
"""The exit status of a build that crashed."""
FATAL_OPTION = "Warning or error encountered"
"""What Pelican raises for its option ``--fatal``: no crash, but what the user asked for."""
COPYING = "A problem occurred copying file"
"""How the warning begins with which Pelican leaves a file out of the site, or cut."""
DOCUTILS = re.compile(r"(?P<path>.+?):(?P<line>\d+): \([A-Z]+/\d\) (?P<message>.*)", re.DOTALL)
"""A message of docutils about reStructuredText."""


class Watch(logging.Filter):
    """Collects the errors that are logged while a site is built, instead of letting them be printed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Diagnostic] = []
        self.is_on = False
        self.is_interrupted = False
        """Whether Pelican was told to stop: it ends with exit status 0 then, its work half done."""
        self.root = ""
        """The folder of the content, which Pelican's messages leave out of paths."""

    def attach(self) -> None:
        """Look at every record of this process from now on, whatever its handler; once is enough."""
        self.is_on = True
        for handler in filter(None, (*logging.getLogger().handlers, logging.lastResort)):
            handler.addFilter(self)
        if not logging.getLogger("pelican").isEnabledFor(logging.ERROR):  # under --quiet
            logging.getLogger("pelican").setLevel(logging.ERROR)

    def take(self) -> list[Diagnostic]:
        """Return what was collected, and let the log be printed again."""
        found, self.found, self.is_on = self.found, [], False
        return found

    def filter(self, record: logging.LogRecord) -> bool:
        """Collect an error; print all else."""
        self.is_interrupted |= isinstance(sys.exception(), KeyboardInterrupt)
        if not self.is_on or (record.levelno < logging.ERROR and not str(record.msg).startswith(COPYING)):
            return True
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.CRITICAL and error:
            return self.crashed(record, error)
        self.found.append(diagnostic_of(record, self.root))
        return False

    def crashed(self, record: logging.LogRecord, error: BaseException) -> bool:
        """Make one line of a crash, and print what was collected before it: no report will follow."""
        stream = sys.__stderr__ or sys.stderr
        stream.write("".join(f"{diagnostic}\n" for diagnostic in sorted(set(self.take()))))
        if str(error) == FATAL_OPTION:
            return True
        error.exitcode = CRASH  # type: ignore[attr-defined]  # what Pelican ends with
        if logging.getLogger("pelican").isEnabledFor(logging.DEBUG):
            return True
        stream.write(f"{crash_line('The build', error)}\n")
        stream.flush()
        return False


WATCH = Watch()
"""Pelican runs one site in a process, and logging is global."""


def crash_line(what: str, error: BaseException) -> str:
    """Say what failed where, and what to do, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {shown(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    words = in_one_line(" ".join(f"{type(error).__name__}: {error}".split()))
    remedy = "run it again with --debug for the traceback, and report it to the project's issue tracker"
    return f"{what} crashed{place}: {words} ({remedy})"


def diagnostic_of(record: logging.LogRecord, root: str) -> Diagnostic:
    """Return an error of the log as a line of the report, with the file that it names."""
    error = sys.exception()
    words = f": {type(error).__name__}: {error}" if error and str(error) not in record.getMessage() else ""
    message = " ".join(f"{record.getMessage()}{words}".split())
    if error and (known := DOCUTILS.match(str(error))):
        words = " ".join(known["message"].split())
        return Diagnostic(shown(known["path"]), int(known["line"]), 0, "error", "pelican-error", words)
    arguments = record.args if isinstance(record.args, tuple) else ()
    path = next(filter(None, (_file(argument, root) for argument in arguments)), "")
    return Diagnostic(shown(path) if path else record.name, 0, 0, "error", "pelican-error", message)


def _file(argument: Any, root: str) -> str:
    """Return the path of the file that an argument of a message names, or ``""``."""
    name = str(getattr(argument, "source_path", argument))
    candidates = (os.path.join(root, name), name)  # noqa: PTH118
    return next((path for path in candidates if len(path) < 4096 and os.path.isfile(path)), "")  # noqa: PTH113
