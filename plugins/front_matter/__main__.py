"""Show how files are read: ``python -m front_matter PATH… [--settings pelicanconf.py]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pelican.settings import read_settings

from .common import SettingsError
from .explain import explain
from .reader import MarkdownReader


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how each file is read.

    Returns:
        The exit status: 0, 1 if a file has an error, 2 if the settings cannot be used.
    """
    parser = argparse.ArgumentParser(prog="front_matter", description="Show how front matter is read.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a Markdown file")
    parser.add_argument("--settings", default="pelicanconf.py", metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings(options.settings if Path(options.settings).is_file() else None)
        reader = MarkdownReader(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    readings = [(path, reader.examine(str(path))[1]) for path in options.paths]
    print("\n\n".join(explain(reading, str(path)) for path, reading in readings))
    return int(not all(reading.is_sound for _, reading in readings))


if __name__ == "__main__":
    sys.exit(main())
