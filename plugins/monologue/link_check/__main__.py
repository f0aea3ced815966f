"""The command ``python -m monologue.link_check FOLDER``, which checks any folder of HTML."""

import sys

from ..core.adapter.slower import say_once
from . import PART


def main() -> int:
    """Run the command with the arguments of the process; return its exit status."""
    if message := PART.missing_package():
        print(message, file=sys.stderr)
        return 2
    say_once(PART.packages)
    from .cli.command import run  # noqa: PLC0415 - it imports the packages checked above

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
