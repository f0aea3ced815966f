"""The tasks of writing: build, serve, check, links, new, explain, docs."""

import json
import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from invoke import Context, Exit

from ...core.adapter.system import is_windows, words_of
from ...core.explain import explain as explain_rule
from ...core.rule import all_rules, check_rule
from ...core.settings import SettingsError
from ..build.process import AT_LEAST, pelican
from ..new import new as new_content
from ..output.work_folder import recover
from ..publish import publish as publish_site
from ..serve.loop import serve as serve_site
from ..site_settings import SettingsFileError, read_site
from .shared import STRICT, TRACEBACK, output, python, run, show_traceback, site_root
from .task import reason, task


@task(help={"debug": TRACEBACK})
def build(_: Context, debug: bool = False) -> None:
    """Build the site into output/, drafts included; errors are reported but do not stop the build."""
    show_traceback(debug)
    try:
        status = publish_site(site_root(), output(), "pelicanconf.py", "never")
    except OSError as error:
        raise Exit(f"Not built: {reason(error)}. output/ is unchanged.", code=1) from None
    if status:
        raise Exit("Not built: output/ is unchanged.", code=status)


@task(
    iterable=["allow_host"],
    help={
        "port": "the port to listen on; if it is in use, the next free one is used",
        "host": "the IP address to listen on; with 0.0.0.0, other machines can connect to this machine",
        "allow-host": "a host name to accept, in addition to localhost and IP addresses; may be repeated",
    },
)
def serve(_: Context, port: int = 8000, host: str = "127.0.0.1", allow_host: list[str] | None = None) -> None:
    """Build and serve the site, and rebuild it on each change, until Ctrl-C; open pages then reload."""
    recover(output())
    try:
        serve_site(site_root(), host, port, allow=allow_host or [])
    except ValueError as error:
        raise Exit(str(error), code=2) from None
    except (OSError, OverflowError) as error:
        raise Exit(f"Cannot serve at {host}, port {port}: {reason(error)}", code=1) from None


@task(
    help={
        "report": "also write the report to a file, as FORMAT=FILE: json=report.json",
        "fix": "show corrections of misspelt links as a diff",
        "write": "with --fix: write the corrections to the sources",
        "strict": STRICT,
        "debug": TRACEBACK,
    }
)
def check(
    _: Context,
    report: str = "",
    fix: bool = False,
    write: bool = False,
    strict: bool = False,
    debug: bool = False,
) -> None:
    """Build as for publishing, into a temporary folder; exit with status 1 on any error."""
    check_build(report, fail_on(strict) | fixing(fix, write), debug=debug)


@task(
    help={
        "report": "also write the report to a file, as FORMAT=FILE: json=report.json",
        "accept": "accept the external links that fail now, and record that in the cache",
        "fix": "show corrections of misspelt and moved links as a diff",
        "write": "with --fix: write the corrections to the sources",
        "strict": STRICT,
        "debug": TRACEBACK,
    }
)
def links(  # noqa: PLR0913, PLR0917 - one parameter for each option
    _: Context,
    report: str = "",
    accept: bool = False,
    fix: bool = False,
    write: bool = False,
    strict: bool = False,
    debug: bool = False,
) -> None:
    """Check, including external links, with requests to other sites; exit with status 1 on any error."""
    variables = {"LINK_CHECK_ONLINE": "accept" if accept else "1"}
    check_build(report, variables | fail_on(strict) | fixing(fix, write), debug=debug)


def fail_on(strict: bool) -> dict[str, str]:
    """Return the environment variable that makes a build fail on errors, or also on warnings."""
    return {AT_LEAST: "warning" if strict else "error"}


def fixing(fix: bool, write: bool) -> dict[str, str]:
    """Return the environment variables that make a build correct links, or show the corrections."""
    if write and not fix:
        raise Exit("--write needs --fix", code=2)
    return {"LINK_CHECK_FIX": "write" if write else "diff"} if fix else {}


def check_build(report: str, variables: dict[str, str], *, debug: bool) -> None:
    """Build as for publishing into a temporary folder; ``report`` is empty, or FORMAT=FILE."""
    setting = []
    show_traceback(debug)
    recover(output())
    if report:
        name, equals, file = report.partition("=")
        if not equals:
            raise Exit(f"--report must be FORMAT=FILE, not {report}", code=2)
        setting = ["-e", f"REPORT={json.dumps({name: str(Path(file).resolve())})}"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [*pelican(), "-s", "publishconf.py", "-o", folder, *setting]
        run(command, **variables)


@task(
    positional=["title"],
    help={
        "title": "the title, in quotes",
        "page": "create a page instead of an article",
        "edit": "open the file in $EDITOR",
    },
)
def new(_: Context, title: str, page: bool = False, edit: bool = False) -> None:
    """Create a draft of an article (or a page), in a file named after its title; never overwrites a file."""
    root = site_root()
    try:
        created = new_content(read_site(root), "page" if page else "article", title, date.today())
    except (SettingsFileError, ValueError, OSError) as error:
        raise Exit(f"Nothing was written: {reason(error)}", code=1) from None
    print(created.path.relative_to(root).as_posix())
    if created.url:
        print(f"A draft; while the site is served, it is at /{created.url}")
    if edit:
        open_in_editor(created.path)


def open_in_editor(path: Path) -> None:
    """Open a file in the editor that ``$EDITOR`` names, and wait until it is closed."""
    editor = os.environ.get("EDITOR", "").strip() or ("notepad" if is_windows() else "vi")
    try:
        subprocess.call([*words_of(editor), str(path)])
    except (OSError, ValueError) as error:
        raise Exit(f"EDITOR is {editor}, which cannot be started: {reason(error)}", code=1) from None


@task(
    positional=["path"],
    help={"path": "a Markdown file", "debug": "print the traceback of a crash"},
)
def explain(_: Context, path: str, debug: bool = False) -> None:
    """Show how the front matter of a file is read: each field, its position, and its result."""
    root, file = site_root(), Path(path or ".").absolute()
    is_near = file.anchor == root.anchor  # otherwise it is on another drive of Windows
    name = os.path.relpath(file, root) if is_near else str(file)
    python("-m", "monologue.front_matter", *(["--debug"] if debug else []), "--", name)


@task(positional=["rule"], help={"rule": "the name in the square brackets of a diagnostic"})
def docs(_: Context, rule: str) -> None:
    """Explain a rule: what it finds, why that matters, an example, and what to write instead."""
    rules = all_rules()
    try:
        check_rule(rule, rules, rule)
    except SettingsError as error:
        raise Exit(str(error), code=2) from None
    print(explain_rule(rules[rule]), end="")
