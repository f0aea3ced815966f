"""Print what all parts of a build found, once and sorted, then fail the build if the site says so."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TextIO

from pelican.plugins import signals

from .. import PARTS
from ..cache import CACHE, cache_of
from ..diagnostic import FATAL, Diagnostic, diagnostics_of
from ..formats import FORMATS
from ..ignore import is_ignored
from ..renamed import with_new_names
from ..rule import all_rules
from ..settings import SettingsError, read_settings
from .files import source_lines, write_report
from .log import WATCH
from .old_names import old_names
from .stop import stop

AT_LEAST = "MONOLOGUE_FAIL_ON"
"""The environment variable with which publishing commands fail on errors, whatever ``FAIL_ON`` is."""
FAULTS = 1
"""The exit status of a build with a finding as severe as ``FAIL_ON`` says."""


@dataclass(frozen=True, slots=True)
class Report:
    """Files that the report is also written to; each field is one key of ``REPORT``: a format."""

    text: str = ""
    """The lines of standard error."""

    json: str = ""
    """``{"version": 1, "errors": 1, "warnings": 0, "diagnostics": [{"path": "a.md", "line": 4, …}]}``."""

    junit: str = ""
    """JUnit's XML, for GitLab or Jenkins: an error is a failed test, a warning a skipped one."""

    sarif: str = ""
    """SARIF 2.1.0, for code scanning and editors."""

    github: str = ""
    """GitHub's workflow commands, which show as annotations when they are printed."""

    markdown: str = ""
    """A list to read. It is added to the file that ``GITHUB_STEP_SUMMARY`` names, as other commands do."""


def watch(pelican: Any) -> None:
    """Report at the end of this build. Each part calls this, so that the report follows all of them.

    Raises:
        SettingsError: For a mistake in ``FAIL_ON`` or ``REPORT``.
    """
    read_settings(Report, "REPORT", pelican.settings)
    if pelican.settings.get("FAIL_ON", "never") not in FATAL:
        given = pelican.settings["FAIL_ON"]
        raise SettingsError(f"FAIL_ON must be one of {', '.join(FATAL)}, not {given!r}")
    WATCH.root = pelican.settings["PATH"]
    diagnostics_of(pelican.settings).extend(old_names(pelican.settings))
    signals.finalized.disconnect(finish)
    signals.finalized.connect(finish)


def finish(pelican: Any) -> None:
    """Save what the next build can reuse, and report what all parts found."""
    cache_of(pelican.settings).finish()
    pelican.settings.pop(CACHE, None)
    report(pelican.settings, sys.__stderr__ or sys.stderr, sys.argv)


def report(settings: MutableMapping[str, Any], stream: TextIO, argv: Sequence[str]) -> None:
    """Print every diagnostic once, write the files of ``REPORT``, then fail once.

    ``stream`` is the standard error of the process: Rich, which Pelican prints
    through, would wrap ``path:line:column`` at the width of the terminal.

    Raises:
        SystemExit: With status 1 if a diagnostic is as severe as ``FAIL_ON`` says
            (``"never"``, ``"error"`` or ``"warning"``; the default is never).
            Not under ``pelican --autoreload``, which must keep watching.
    """
    given = [*diagnostics_of(settings), *WATCH.take()]
    settings.pop("DIAGNOSTICS", None)
    found = sorted(set(with_chosen_severities(given, settings, cache(source_lines))))
    if found:
        # In one write, and over the line of Pelican's progress spinner, which runs in another thread.
        stream.write("\r\x1b[K" * stream.isatty() + "".join(f"{diagnostic}\n" for diagnostic in found))
        stream.flush()
    write_files(read_settings(Report, "REPORT", settings), found)
    severities = {diagnostic.severity for diagnostic in found}
    fatal = FATAL[settings.get("FAIL_ON", "never")] | FATAL[os.environ.get(AT_LEAST, "never")]
    watched = any(re.fullmatch(r"--autoreload|-[a-z]*r[a-z]*", argument) for argument in argv)
    if severities & fatal and not watched:
        raise SystemExit(FAULTS)


def with_chosen_severities(
    found: Iterable[Diagnostic], settings: Mapping[str, Any], lines_of: Callable[[str], Sequence[str]]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics with the severities from the settings.

    Rules that are ``"off"`` and findings that a comment suppresses are dropped.
    ``lines_of`` returns the lines of a file, or nothing if it has no such comment.
    """
    chosen: dict[str, str] = {}
    for part in PARTS:
        given = with_new_names(settings, part.upper())
        chosen |= given.get("severity", {}) if isinstance(given, Mapping) else {}
    fixed = {rule.id for rule in all_rules().values() if rule.is_fixed} if found else set()
    for one in found:
        severity = chosen.get(one.rule, one.severity)
        if one.rule in fixed:
            yield one
        elif severity != "off" and not is_ignored(lines_of(one.path), one.line):
            yield one._replace(severity=severity)


def write_files(wanted: Report, found: Sequence[Diagnostic]) -> None:
    """Write the report to each file that ``REPORT`` names."""
    for name, form in FORMATS.items():
        if path := getattr(wanted, name):
            try:
                write_report(path, form(found))
            except OSError as error:
                stop(f"REPORT[{name!r}]: {path}: {error.strerror}")
