"""Import a site: connect the stages, and check the result with a build."""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from ..build.process import build
from .copying import check_places, write_missing, write_new
from .detect import read_former
from .disk import open_source
from .plan import Plan, plan
from .report import Checked, full, lines_of, short

BUILT = "output"


def import_site(source: Path, folder: Path, today: date, generator: str = "") -> str:
    """Import the site in ``source`` into ``folder``; return the report for the terminal.

    Into a former import, only missing files are written.

    Raises:
        ImportRefusedError: If the folders cannot be used, or no generator is recognised.
        OSError: If a file cannot be read or written.
    """
    is_former = check_places(source, folder)
    planned = plan(read_former(open_source(source), generator), source.resolve().name, today)
    if is_former:
        added = write_missing(source, folder, planned)
        lines = [f"Added {name}." for name in added] or ["Nothing is new."]
        return "\n".join([*lines, "No existing file was changed."])
    found: list[Checked] = []

    def report(site: Path) -> str:
        found.append(check(site, planned))
        return full(planned, found[0])

    write_new(source, folder, planned, report)
    return short(planned, found[0], str(folder))


def check(site: Path, planned: Plan) -> Checked:
    """Build a site as for publishing, into a temporary folder; return what was reported."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / BUILT
        made = build(site, folder, "publishconf.py", "never")
        missing = [text for text in planned.former.texts if not os.path.isfile(folder / text.save_as)]  # noqa: PTH113 - False for a name that is too long
    shutil.rmtree(site / "__pycache__", ignore_errors=True)
    return Checked(lines_of(made.report.replace(f"{site.absolute()}/", "")), tuple(missing))
