"""The command line: a folder of HTML, whoever wrote it → diagnostics → an exit status. No Pelican."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from ..core.diagnostic import FATAL, Diagnostic
from ..core.explain import explain
from ..core.files import shown, write_report
from ..core.formats import FORMATS, coloured, tally
from ..core.rule import all_rules, check_rule, check_severity
from ..core.settings import SettingsError
from .address import address_of
from .check import check
from .diagnose import by_place, diagnose
from .files import cycles_uncollected, fix_files, read_site, read_text
from .layout import told_once
from .origin import Origins
from .rules import RULES
from .settings import Online, Settings, check_url
from .site import Site

CLEAN, FAULTS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses: nothing as severe as ``--fail-on``; something; no check was made; Ctrl-C."""


class Parser(argparse.ArgumentParser):
    """Tells a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        """End with the status for a mistake of usage."""
        self.exit(USAGE, f"{self.prog}: {message}\n")


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status.

    Raises:
        SystemExit: With status 2 for a mistake in the arguments, 0 after ``--help``.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.explain:
            rules = all_rules()
            check_rule(options.explain, rules, options.explain)
            print(explain(rules[options.explain]), end="")
            return CLEAN
        return _check(options)
    except BrokenPipeError:  # `| head`: who reads it has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains as it ends
        return FAULTS
    except (SettingsError, OSError) as error:
        parser.error(_said(error))
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> Parser:
    parser = Parser(
        prog="link-check",
        description="Check every link of a folder of HTML: what is linked must have been written.",
        epilog="Exit status: 0 nothing as severe as --fail-on, 1 something, 2 no check was made, 130 Ctrl-C.",
    )
    add = parser.add_argument
    add("folder", nargs="?", metavar="FOLDER", help="the written site")
    add("--site-url", metavar="URL", default="", help="where it will stand, if not where it says by itself")
    add("--format", choices=FORMATS, default="text", help="how to report (%(default)s)")
    add("--output", metavar="FILE", help="write the report there instead of printing it")
    add(
        "--severity",
        metavar="RULE=off|warning|error",
        action="append",
        default=[],
        help="again for each rule",
    )
    add("--ignore", metavar="PATTERN", action="append", default=[], help="links not to judge; * is any text")
    add("--fail-on", choices=FATAL, default="error", help="what makes the exit status 1 (%(default)s)")
    add("--online", action="store_true", help="ask other sites, too")
    add("--cache", metavar="FILE", default="", help="of what other sites answered, for the next time")
    add("--accept", action="store_true", help="accept the faults found online, and note that in the cache")
    add("--allow", metavar="HOST", action="append", default=[], help="ask it although it is private")
    add(
        "--fix", action="store_true", help="show as a diff how links with but one right form can be corrected"
    )
    add("--write", action="store_true", help="with --fix: write that into the folder's own files")
    add("--explain", metavar="RULE", help="say what a rule finds and why that is bad, and end")
    return parser


def _said(error: SettingsError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _check(options: argparse.Namespace) -> int:
    """Check the folder and report; return the exit status."""
    settings, online = _settings(options), _online(options)
    if options.write and not options.fix:
        raise SettingsError("--write needs --fix")
    if options.folder is None:
        raise SettingsError("FOLDER is missing: name the folder of the written site")
    with cycles_uncollected():
        site = _site(options.folder, options.site_url)
        if online:
            from .online.ask import asked  # noqa: PLC0415 - what speaks HTTP takes long to load

            site = asked(site, settings, online, accept=options.accept)
        faults = list(check(site, settings))
        origins = _origins(site, options.folder)
        groups = by_place(faults, origins, settings)
        found = sorted(told_once(diagnose(groups, origins), site.documents))
    _report(found, options)
    if options.fix:
        from .fix import edits_by_file  # noqa: PLC0415 - most runs correct nothing

        print(*fix_files(edits_by_file(groups), write=options.write), sep="\n", file=sys.stderr)
    where = f" of {site.url}" if site.url else ""
    print(f"{len(site.documents)} documents{where} checked; faults: {tally(found)}", file=sys.stderr)
    return FAULTS if FATAL[options.fail_on] & {one.severity for one in found} else CLEAN


def _settings(options: argparse.Namespace) -> Settings:
    severity = {}
    for given in options.severity:
        rule, _, value = given.partition("=")
        check_rule(rule, RULES, f"--severity {rule}")
        check_severity(value, f"--severity {rule}")
        severity[rule] = value
    check_url(options.site_url, "--site-url")
    return Settings(ignore=tuple(options.ignore), severity=severity)


def _online(options: argparse.Namespace) -> Online | None:
    """Return how other sites are asked; None if they are not."""
    if not options.online:
        if options.cache or options.accept or options.allow:
            raise SettingsError("--cache, --accept and --allow go with --online")
        return None
    if options.accept and not options.cache:
        raise SettingsError("--accept needs a --cache FILE to note it in")
    return Online(cache=options.cache, allow=tuple(options.allow))


def _site(folder: str, url: str) -> Site:
    """Read the written site.

    Raises:
        SettingsError: If there is no such folder, or nothing in it has links.
        OSError: If it cannot be read.
    """
    if not os.path.isdir(folder):  # noqa: PTH112
        raise SettingsError(f"{folder} is not a folder")
    site = read_site(folder, url)
    if not site.documents:
        raise SettingsError(f"{folder} has no document: there is nothing to check")
    return site if url else replace(site, url=address_of(site.documents))


def _origins(site: Site, folder: str) -> Origins:
    """Say that each document is its own source, since nothing is known of what it was made from."""
    return Origins(
        site,
        contents=(),
        copies={path: shown(os.path.join(folder, path)) for path in site.documents},  # noqa: PTH118
        shared={},
        theme="",
        output=shown(folder),
        read=lambda path: read_text(folder, path),
    )


def _report(found: Sequence[Diagnostic], options: argparse.Namespace) -> None:
    """Write the report to a file, or print it: in colours where somebody reads them (no-color.org)."""
    if options.output:
        write_report(options.output, FORMATS[options.format](found))
        return
    colours = options.format == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # not all terminals know UTF-8
    print((coloured if colours else FORMATS[options.format])(found), end="", flush=True)
