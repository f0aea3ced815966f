"""The command line: check any folder of HTML, report diagnostics, return an exit status. No Pelican."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from ...core.adapter.files import shown, write_report
from ...core.adapter.system import print_any_text
from ...core.diagnostic import FATAL, Diagnostic
from ...core.explain import explain
from ...core.formats import FORMATS, coloured, tally
from ...core.rule import all_rules, check_rule, check_severity
from ...core.settings import SettingsError
from ..check import check, external_urls
from ..io.files import fix_files, gc_paused, read_site, read_text
from ..locate.diagnose import by_place, diagnose
from ..locate.origin import Origins
from ..locate.repeated import collapse_repeated
from ..online.settings import Online
from ..rules.registry import RULES
from ..settings import Settings, check_url
from ..site import Site
from .site_url import site_url_of

CLEAN, FAULTS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses: no fault as severe as ``--fail-on``; such a fault; the check did not run; Ctrl-C."""


class Parser(argparse.ArgumentParser):
    """Reports a usage error in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with the status for a usage error."""
        self.exit(USAGE, f"{self.prog}: {message}\n")


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status.

    Raises:
        SystemExit: With status 2 for wrong arguments, 0 after ``--help``.
    """
    parser = _parser()
    print_any_text()
    options = parser.parse_args(arguments)
    try:
        if options.explain:
            rules = all_rules()
            check_rule(options.explain, rules, options.explain)
            print(explain(rules[options.explain]), end="")
            return CLEAN
        return _check(options)
    except BrokenPipeError:  # as in `| head`: the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports an error at exit
        return FAULTS
    except (SettingsError, OSError) as error:
        parser.error(_message_of(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if options.debug:
            raise
        from ...core.adapter.log import crash_line  # noqa: PLC0415 - rarely needed

        parser.error(crash_line("The check", error))


def _parser() -> Parser:
    parser = Parser(
        prog="link-check",
        description="Check every link in a folder of HTML files.",
        epilog="Exit status: 0 no fault as severe as --fail-on, 1 such a fault, 2 check not run, 130 Ctrl-C.",
    )
    add = parser.add_argument
    add("folder", nargs="?", metavar="FOLDER", help="the folder of the generated site")
    add(
        "--site-url",
        metavar="URL",
        default="",
        help="URL of the published site (default: the URL that most documents declare)",
    )
    add("--format", choices=FORMATS, default="text", help="format of the report (%(default)s)")
    add("--output", metavar="FILE", help="write the report to FILE instead of printing it")
    add(
        "--severity",
        metavar="RULE=off|warning|error",
        action="append",
        default=[],
        help="change the severity of a rule; can be repeated",
    )
    add(
        "--ignore",
        metavar="PATTERN",
        action="append",
        default=[],
        help="ignore these links; * matches any text; can be repeated",
    )
    add(
        "--fail-on",
        choices=FATAL,
        default="error",
        help="lowest severity that makes the exit status 1 (%(default)s)",
    )
    add("--online", action="store_true", help="also check links to other sites, with HTTP requests")
    add(
        "--cache", metavar="FILE", default="", help="file that keeps the results of --online for the next run"
    )
    add(
        "--accept",
        action="store_true",
        help="accept all faults that --online finds; they are marked in the cache and not reported again",
    )
    add(
        "--allow",
        metavar="HOST",
        action="append",
        default=[],
        help="request HOST although it is private; can be repeated",
    )
    add(
        "--fix",
        action="store_true",
        help="show, as a diff, how links with exactly one possible correction can be corrected",
    )
    add("--write", action="store_true", help="with --fix: write the corrections to the files")
    add("--debug", action="store_true", help="print the traceback of a crash")
    add("--explain", metavar="RULE", help="explain a rule and exit")
    return parser


def _message_of(error: SettingsError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _check(options: argparse.Namespace) -> int:
    """Check the folder and report; return the exit status."""
    settings, online = _settings(options), _online(options)
    if options.write and not options.fix:
        raise SettingsError("--write needs --fix")
    if options.folder is None:
        raise SettingsError("FOLDER is missing (give the folder of the generated site)")
    with gc_paused():
        site = _site(options.folder, options.site_url)
        if online:
            from ..io.online_check import results_of  # noqa: PLC0415 - the HTTP client is slow to load

            urls = external_urls(site, settings)
            site = replace(site, online=results_of(urls, online, accept=options.accept))
        faults = list(check(site, settings))
        origins = _origins(site, options.folder)
        groups = by_place(faults, origins, settings)
        found = sorted(collapse_repeated(diagnose(groups, origins), site.documents))
    _write_report(found, options)
    if options.fix:
        from ..fix.edits import edits_by_file  # noqa: PLC0415 - most runs correct nothing

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
    """Return the settings for requests to other sites; None in an offline check."""
    if not options.online:
        if options.cache or options.accept or options.allow:
            raise SettingsError("--cache, --accept and --allow need --online")
        return None
    if options.accept and not options.cache:
        raise SettingsError("--accept needs --cache FILE")
    return Online(cache=options.cache, allow=tuple(options.allow))


def _site(folder: str, url: str) -> Site:
    """Read the folder as a site.

    Raises:
        SettingsError: If the folder does not exist or has no documents.
        OSError: If the folder cannot be read.
    """
    if not os.path.isdir(folder):  # noqa: PTH112
        raise SettingsError(f"{folder} is not a folder")
    site = read_site(folder, url)
    if not site.documents:
        raise SettingsError(f"{folder} has no HTML, CSS or XML file to check")
    return site if url else replace(site, url=site_url_of(site.documents))


def _origins(site: Site, folder: str) -> Origins:
    """Return origins in which each document is its own source."""
    below = "" if shown(folder) == "." else f"{shown(folder).rstrip('/')}/"
    return Origins(
        site,
        contents=(),
        copies={path: f"{below}{path}" for path in site.documents},
        shared={},
        theme="",
        output=shown(folder),
        read=lambda path: read_text(folder, path),
    )


def _write_report(found: Sequence[Diagnostic], options: argparse.Namespace) -> None:
    """Write the report to a file, or print it, in colours on a terminal (no-color.org)."""
    if options.output:
        write_report(options.output, FORMATS[options.format](found))
        return
    colours = options.format == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print((coloured if colours else FORMATS[options.format])(found), end="", flush=True)
