"""Check the links of any folder of HTML: ``python -m link_check FOLDER``; ``--help`` says more."""

import sys

from . import PART


def main() -> int:
    """Run the command with the arguments of the process; return its exit status."""
    if lacking := PART.lacks():
        print(lacking, file=sys.stderr)
        return 2
    from .cli.command import run  # noqa: PLC0415 - it imports them

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
