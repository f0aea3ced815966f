"""Run Pelican so that no failure goes unnoticed: ``python -m monologue.core.adapter.run`` and its arguments.

Unlike ``pelican``, it collects logged errors from the start: if a plugin cannot be
loaded, Pelican builds without it, and this command exits with status 1.

Exit status: 0 the site was built, 1 faults were reported or a setting is wrong, 2 a crash, 130 Ctrl-C.
"""

import logging
import sys

from pelican import main

from .log import CRASH, WATCH, crash_line
from .settings_file import settings_fault
from .stop import STOPPED
from .system import print_any_text

FAULTS, INTERRUPTED = 1, 130


def run(arguments: list[str]) -> int:
    """Build the site; return the exit status.

    Raises:
        SystemExit: With status 0, if something ended the process early.
    """
    print_any_text()
    logging.basicConfig(format="%(message)s")
    WATCH.attach()
    try:
        main(arguments)
    except SystemExit as stopped:
        if fault := settings_fault(stopped):
            print(fault, file=sys.stderr)
            return STOPPED
        if not isinstance(stopped.code, int | None):
            print(stopped.code, file=sys.stderr)
            return CRASH
        if not stopped.code:
            raise
        return stopped.code
    except Exception as error:
        print(crash_line("The build", error), file=sys.stderr)
        return CRASH
    return _unreported()


def _unreported() -> int:
    """Print the errors that are not in a report, because no part of this bundle was loaded."""
    found = sorted(set(WATCH.take()))
    for diagnostic in found:
        print(diagnostic, file=sys.stderr)
    return INTERRUPTED if WATCH.is_interrupted else FAULTS if found else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
