"""The command ``monologue``: the tasks of a site, without ``invoke`` or a tasks.py."""

import sys

from invoke import Collection, Program

from . import __version__, tasks
from .commands.tasks.task import discard_output


def main() -> None:
    """Run one task, or print the list of tasks; exit with the status of the task."""
    program = Program(__version__, Collection.from_module(tasks), name="monologue", binary="monologue")
    try:
        try:
            program.run([*sys.argv] if sys.argv[1:] else [*sys.argv, "--list"])
        finally:  # Invoke ends with SystemExit
            sys.stdout.flush()
    except BrokenPipeError:  # as in `monologue --help | head`
        discard_output()


if __name__ == "__main__":
    main()
