"""The commands of a site; they work in any of its folders: `invoke --list`, `invoke --help build`."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from invoke import Context, Exit, task

from tools.building import AT_LEAST, DEBUG, environment, pelican
from tools.deploy import DeployError, Target, carry_out, plan, read_target
from tools.new import new as new_content
from tools.place import locked, recover
from tools.publish import publish as publish_site
from tools.serve import serve as serve_site
from tools.written import few, remove_listed

TRACEBACK = "print Pelican's full log, and the traceback of a crash"
ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT / "output"


def python(*arguments: str, **variables: str) -> None:
    """Run Python in the project's folder, without a shell; a failure ends the task with the same status."""
    run([sys.executable, *arguments], **variables)


def run(command: list[str], **variables: str) -> None:
    """Run a command in the project's folder; a failure ends the task with the same status."""
    status = subprocess.call(command, cwd=ROOT, env={**environment(), **variables})
    if status:
        raise Exit(code=status)


def show_traceback(debug: bool) -> None:
    """With ``debug``, make the builds of this process print the traceback of a crash."""
    os.environ.update({DEBUG: "1"} if debug else {})


@task(help={"debug": TRACEBACK})
def build(_: Context, debug: bool = False) -> None:
    """Build the site into output/, drafts included; errors are reported but do not stop the build."""
    show_traceback(debug)
    try:
        status = publish_site(ROOT, OUTPUT, "pelicanconf.py", "never")
    except OSError as error:
        raise Exit(f"Not built: {error}. output/ is unchanged.", code=1) from None
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
    recover(OUTPUT)
    try:
        serve_site(ROOT, host, port, allow=allow_host or [])
    except ValueError as error:
        raise Exit(str(error), code=2) from None
    except (OSError, OverflowError) as error:
        raise Exit(f"Cannot serve at {host}, port {port}: {error}", code=1) from None


@task(
    help={
        "report": "also write the report to a file, as FORMAT=FILE: json=report.json",
        "fix": "show corrections of misspelt links as a diff",
        "write": "with --fix: write the corrections to the sources",
        "debug": TRACEBACK,
    }
)
def check(_: Context, report: str = "", fix: bool = False, write: bool = False, debug: bool = False) -> None:
    """Build as for publishing, into a temporary folder; exit with status 1 on an error."""
    check_build(report, fixing(fix, write), debug=debug)


@task(
    help={
        "report": "also write the report to a file, as FORMAT=FILE: json=report.json",
        "accept": "accept the external links that fail now, and record that in the cache",
        "fix": "show corrections of misspelt and moved links as a diff",
        "write": "with --fix: write the corrections to the sources",
        "debug": TRACEBACK,
    }
)
def links(
    _: Context,
    report: str = "",
    accept: bool = False,
    fix: bool = False,
    write: bool = False,
    debug: bool = False,
) -> None:
    """Check, including external links, with requests to other sites; exit with status 1 on an error."""
    variables = {"LINK_CHECK_ONLINE": "accept" if accept else "1", **fixing(fix, write)}
    check_build(report, variables, debug=debug)


def fixing(fix: bool, write: bool) -> dict[str, str]:
    """Return the environment variables that make a build correct links, or show the corrections."""
    if write and not fix:
        raise Exit("--write needs --fix", code=2)
    return {"LINK_CHECK_FIX": "write" if write else "diff"} if fix else {}


def check_build(report: str, variables: dict[str, str], *, debug: bool) -> None:
    """Build as for publishing into a temporary folder; ``report`` is empty, or FORMAT=FILE."""
    setting = []
    show_traceback(debug)
    recover(OUTPUT)
    if report:
        name, equals, file = report.partition("=")
        if not equals:
            raise Exit(f"--report must be FORMAT=FILE, not {report}", code=2)
        setting = ["-e", f"REPORT={json.dumps({name: str(Path(file).resolve())})}"]
    with tempfile.TemporaryDirectory() as folder:
        command = [*pelican(), "-s", "publishconf.py", "-o", folder, *setting]
        run(command, **{AT_LEAST: "error"}, **variables)


@task(
    help={
        "drafts": "also write drafts, at the URLs they have in a build; no page links to them",
        "future": "also publish articles with a date in the future",
        "deploy": "then deploy to DEPLOY in publishconf.py; shows what would change, and asks first",
        "yes": "with --deploy: do not ask",
        "delete": "with --deploy: also delete files on the target that no deployment put there",
        "debug": TRACEBACK,
    }
)
def publish(  # noqa: PLR0913, PLR0917 - one parameter for each option
    _: Context,
    drafts: bool = False,
    future: bool = False,
    deploy: bool = False,
    yes: bool = False,
    delete: bool = False,
    debug: bool = False,
) -> None:
    """Build as for publishing, check, and only then replace output/; exit with status 1 on an error."""
    show_traceback(debug)
    wanted = {"PUBLISH_DRAFTS": drafts, "PUBLISH_FUTURE": future}
    os.environ.update({name: "1" for name, is_wanted in wanted.items() if is_wanted})
    try:
        target = read_target(ROOT) if deploy else None
        status = publish_site(ROOT, OUTPUT)
    except DeployError as error:
        raise Exit(f"Nothing was published: {error}", code=1) from None
    except OSError as error:
        raise Exit(f"Not published: {error}. output/ is unchanged.", code=1) from None
    if status:
        raise Exit("Not published: output/ is unchanged.", code=status)
    print("Published to output/.")
    if target:
        deploy_site(target, sure=yes, delete=delete)


def deploy_site(target: Target, *, sure: bool, delete: bool) -> None:
    """Show what a deployment would change, and carry it out if ``sure`` is set or the author confirms."""
    where = target.rsync or f"the branch {target.branch} of {target.remote}"
    try:
        with locked(Path(os.path.realpath(OUTPUT))):  # so that no other run replaces the output
            planned = plan(ROOT, OUTPUT, target, delete=delete)
            if planned.kept:
                files = few(planned.kept)
                print(
                    f"Not deleted, because no deployment put it there: {files} (use --delete to delete it)."
                )
            if not planned.changes:
                print(f"Nothing to deploy: {where} is up to date.")
                return
            print(f"{planned.changes}\nThis would change {where}.", flush=True)
            if not sure and not confirmed():
                raise Exit("Not deployed (use --yes to deploy without being asked).", code=1)
            carry_out(ROOT, OUTPUT, planned)
    except (DeployError, OSError) as error:
        raise Exit(f"Not deployed: {error}", code=1) from None
    print(f"Deployed to {where}.")


def confirmed() -> bool:
    """Ask the author to confirm; without a terminal, return False."""
    return sys.stdin.isatty() and input("Deploy? [y/N] ").strip().lower() in {"y", "yes"}


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
    try:
        path = new_content(ROOT / "content", "page" if page else "article", title, date.today())
    except (ValueError, FileExistsError) as error:
        raise Exit(f"Nothing was written: {error}", code=1) from None
    print(path.relative_to(ROOT))
    if edit:
        subprocess.call([*shlex.split(os.environ.get("EDITOR", "vi")), str(path)])


@task(positional=["path"], help={"path": "a Markdown file"})
def explain(_: Context, path: str) -> None:
    """Show how the front matter of a file is read: each field, its position, and its result."""
    python("-m", "monologue.front_matter", os.path.relpath(path, ROOT))


@task(
    help={
        "only": "run only some tests: a path or, after -k, an expression",
        "quick": "run only tests that start neither a build nor a browser",
    }
)
def test(_: Context, only: str = "tests", quick: bool = False) -> None:
    """Run the tests."""
    python("-m", "pytest", *only.split(maxsplit=1), *(["--quick"] if quick else []))


@task(help={"fix": "fix what can be fixed automatically"})
def lint(_: Context, fix: bool = False) -> None:
    """Check the style and types of the project's code."""
    python("-m", "ruff", "check", *(["--fix"] if fix else []), ".")
    python("-m", "ruff", "format", *([] if fix else ["--check"]), ".")
    python("-m", "mypy", "tasks.py", "tools", "plugins")


@task(help={"folder": "the folder for the images", "golden": "take only the reference images of the tests"})
def screenshot(_: Context, folder: str = "screenshots", golden: bool = False) -> None:
    """Take screenshots of each document (light, dark, 320 pixels wide, print), and the README's image."""
    with tempfile.TemporaryDirectory() as site:
        python("-m", "pelican", "content", "-q", "-o", site)
        images = ["--golden"] if golden else ["--picture", "docs/about.png"]
        python("tests/screenshot.py", site, folder, *images)


@task(
    positional=["name"],
    help={"name": "a script in bench/: build, links, …; results and method: bench/README.md"},
)
def bench(_: Context, name: str) -> None:
    """Run a benchmark: a script in bench/ with its default options."""
    known = sorted(path.stem for path in (ROOT / "bench").glob("*.py"))
    if name not in known:
        raise Exit(f"bench/{name}.py does not exist (choose one of {', '.join(known)})", code=2)
    python(f"bench/{name}.py")


@task
def docs(_: Context) -> None:
    """Build docs/ as a site into output-docs/; exit with status 1 on an error."""
    try:
        status = publish_site(ROOT, ROOT / "output-docs", "docs/docsconf.py")
    except OSError as error:
        raise Exit(f"Not built: {error}. output-docs/ is unchanged.", code=1) from None
    if status:
        raise Exit("Not built: output-docs/ is unchanged.", code=status)


@task
def tables(_: Context) -> None:
    """Regenerate the tables of README.md, docs/ and theme/README.md from the code."""
    python("tests/tables.py", PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "plugins")]))


@task(help={"upgrade": "pin the newest releases that pyproject.toml allows, instead of the current ones"})
def requirements(_: Context, upgrade: bool = False) -> None:
    """Pin the requirements of pyproject.toml, with the hash of every file of each release."""
    lowest = "3.11.5"  # what pymdown-extensions 13 needs
    how = ["--universal", f"--python-version={lowest}", "--generate-hashes", "--annotation-style=line"]
    how += ["--extra=markdown", "--custom-compile-command=invoke requirements", "--quiet"]
    how += ["--upgrade"] if upgrade else []
    for group, file, more in (
        ("site", "requirements.txt", []),
        ("dev", "requirements-dev.txt", ["--constraints=requirements.txt"]),
    ):
        compile_ = ["uv", "pip", "compile", "pyproject.toml", f"--group={group}", f"--output-file={file}"]
        python("-m", *compile_, *how, *more)


@task
def clean(_: Context) -> None:
    """Remove what `invoke build` and `invoke publish` wrote to output/, and list the files that are kept."""
    output = Path(os.path.realpath(OUTPUT))
    try:
        with locked(output):
            kept = remove_listed(output)
    except OSError as error:
        raise Exit(f"Nothing was removed: {error}.", code=1) from None
    if kept:
        print(f"Kept files that no build wrote: {few(kept, 'output/')}.")
