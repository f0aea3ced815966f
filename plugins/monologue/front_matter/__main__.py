"""Show how files are read: ``python -m monologue.front_matter PATH… [--settings pelicanconf.py]``."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.settings import read_settings

from ..core.adapter.log import CRASH, crash_line
from ..core.adapter.settings_file import settings_fault
from ..core.adapter.stop import STOPPED
from ..core.adapter.system import print_any_text
from ..core.settings import SettingsError
from .adapter.reader import MarkdownReader
from .fields.explain import explain
from .fields.judge import judge
from .fields.outputs import Outputs

FOLDERS = ("ARTICLE_PATHS", "PAGE_PATHS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how each file is read.

    Returns:
        The exit status: 0; 1 if a file has an error or the settings cannot be used; 2 for a crash.
    """
    parser = argparse.ArgumentParser(prog="front_matter", description="Show how front matter is read.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a Markdown file")
    parser.add_argument("--settings", default="pelicanconf.py", metavar="FILE")
    parser.add_argument("--debug", action="store_true", help="print the traceback of a crash")
    options = parser.parse_args(arguments)
    print_any_text()
    try:
        return examine(options.paths, options.settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return STOPPED
    except (Exception, SystemExit) as error:  # the settings are the author's code, which may raise anything
        if options.debug:
            raise
        fault = settings_fault(error)
        print(fault or crash_line("explain", error), file=sys.stderr)
        return STOPPED if fault else CRASH


def examine(paths: Sequence[Path], settings_file: str) -> int:
    """Print how each file is read; return 1 if one has an error.

    Raises:
        SettingsError: If a setting is wrong.
    """
    settings = read_settings(settings_file if Path(settings_file).is_file() else None)
    try:
        settings = Pelican(settings).settings  # with what its plugins add, such as the engine of the text
    except SystemExit:  # a part has printed what is wrong
        return STOPPED
    reader = MarkdownReader(settings)
    status = 0
    for path in paths:
        examined = reader.examine(str(path))
        reading = examined.reading
        lacks_date = "date" not in reading.metadata and is_article(path, settings)
        found = judge(reading, path.as_posix(), lacks_date=lacks_date, save_as=None, claims=Outputs())
        found += examined.converted.diagnostics
        print(explain(reading, path.as_posix(), found, reader.engine_of(examined.text)))
        status |= any(diagnostic.severity == "error" for diagnostic in found)
    return status


def is_article(path: Path, settings: Mapping[str, Any]) -> bool:
    """Return whether Pelican reads a file as an article."""
    folders = {name: [Path(settings["PATH"], folder) for folder in settings[name]] for name in FOLDERS}
    article, page = (
        any(path.absolute().is_relative_to(folder) for folder in folders[name]) for name in FOLDERS
    )
    return article and not page


if __name__ == "__main__":
    sys.exit(main())
