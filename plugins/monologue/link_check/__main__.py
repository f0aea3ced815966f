"""The command ``python -m monologue.link_check FOLDER``, which checks any folder of HTML."""

import sys

from . import PART


def main() -> int:
    """Run the command with the arguments of the process; return its exit status."""
    if missing := PART.missing_package():
        print(missing, file=sys.stderr)
        return 2
    from .cli.command import run  # noqa: PLC0415 - it imports the packages checked above

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
