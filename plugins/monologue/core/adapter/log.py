"""Turn the errors that Pelican logs into diagnostics, and a crash into one line and exit status 2.

Pelican logs an error, continues without the file and exits with status 0. An exception
in a plugin ends it with status 1, which is also the status for faults.
"""

import logging
import os
import re
import sys
import traceback
from typing import Any

from ..diagnostic import Diagnostic, in_one_line
from .files import shown
from .settings_file import settings_fault
from .stop import STOPPED

CRASH = 2
"""The exit status of a build that crashed."""
FATAL_OPTION = "Warning or error encountered"
"""What Pelican raises for its option ``--fatal``: requested by the user, so not a crash."""
COPYING = "A problem occurred copying file"
"""The beginning of the warning that Pelican logs when it omits or truncates a file."""
DOCUTILS = re.compile(r"(?P<path>.+?):(?P<line>\d+): \([A-Z]+/\d\) (?P<message>.*)", re.DOTALL)
"""A docutils message about reStructuredText."""


class Watch(logging.Filter):
    """Collects the errors that are logged during a build instead of printing them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Diagnostic] = []
        self.is_on = False
        self.is_interrupted = False
        """Whether Ctrl-C interrupted Pelican, which then exits with status 0 and an incomplete build."""
        self.root = ""
        """The content folder, which paths in Pelican's messages are relative to."""

    def attach(self) -> None:
        """Filter every record of this process from now on, for all handlers. Can be called repeatedly."""
        self.is_on = True
        for handler in filter(None, (*logging.getLogger().handlers, logging.lastResort)):
            handler.addFilter(self)
        if not logging.getLogger("pelican").isEnabledFor(logging.ERROR):  # under --quiet
            logging.getLogger("pelican").setLevel(logging.ERROR)

    def take(self) -> list[Diagnostic]:
        """Return the collected errors, and stop collecting."""
        found, self.found, self.is_on = self.found, [], False
        return found

    def filter(self, record: logging.LogRecord) -> bool:
        """Collect an error; let everything else be printed."""
        self.is_interrupted |= isinstance(sys.exception(), KeyboardInterrupt)
        if not self.is_on or (record.levelno < logging.ERROR and not str(record.msg).startswith(COPYING)):
            return True
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.CRITICAL and error:
            return self.crashed(record, error)
        self.found.append(diagnostic_of(record, self.root))
        return False

    def crashed(self, record: logging.LogRecord, error: BaseException) -> bool:
        """Print the collected errors and one line for the crash: no report will follow."""
        stream = sys.__stderr__ or sys.stderr
        stream.write("".join(f"{diagnostic}\n" for diagnostic in sorted(set(self.take()))))
        if str(error) == FATAL_OPTION:
            return True
        fault = settings_fault(error)
        error.exitcode = STOPPED if fault else CRASH  # type: ignore[attr-defined]  # Pelican's exit status
        if logging.getLogger("pelican").isEnabledFor(logging.DEBUG):
            return True
        stream.write(f"{fault or crash_line('The build', error)}\n")
        stream.flush()
        return False


WATCH = Watch()
"""A process builds one site, and logging is global."""


def crash_line(what: str, error: BaseException, debug: str = "--debug") -> str:
    """Return what failed, where, and what to do, in one line; ``debug`` makes it print the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {shown(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    words = in_one_line(" ".join(f"{type(error).__name__}: {error}".split()))
    remedy = f"run it again with {debug} for the traceback, and report it to the project's issue tracker"
    return f"{what} crashed{place}: {words} ({remedy})"


def diagnostic_of(record: logging.LogRecord, root: str) -> Diagnostic:
    """Return a logged error as a diagnostic, at the file that it names."""
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
    """Return the path of the file that a message argument names, or ``""``."""
    name = str(getattr(argument, "source_path", argument))
    candidates = (os.path.join(root, name), name)  # noqa: PTH118
    return next((path for path in candidates if len(path) < 4096 and os.path.isfile(path)), "")  # noqa: PTH113
