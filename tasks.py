"""The commands of a site, from any of its folders: `invoke --list`, `invoke --help build`."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from invoke import Context, Exit, task

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))  # the package need not be installed

from monologue.commands.build.process import AT_LEAST, DEBUG, environment, pelican
from monologue.commands.deploy.plan import DeployError, Target, carry_out, plan, read_target
from monologue.commands.new import new as new_content
from monologue.commands.output.work_folder import alone, recover
from monologue.commands.output.written import few, remove_listed
from monologue.commands.publish import publish as publish_site
from monologue.commands.serve.loop import serve as serve_site

TRACEBACK = "print all that Pelican logs, and the traceback of a crash"
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
    """Let the builds of this process print the traceback of a crash, if ``debug`` asks for it."""
    os.environ.update({DEBUG: "1"} if debug else {})


@task(help={"debug": TRACEBACK})
def build(_: Context, debug: bool = False) -> None:
    """Build the site into output/, drafts included; faults are reported, and do not stop it."""
    show_traceback(debug)
    try:
        status = publish_site(ROOT, OUTPUT, "pelicanconf.py", "never")
    except OSError as error:
        raise Exit(f"Not built: {error}. output/ is as it was.", code=1) from None
    if status:
        raise Exit("Not built: output/ is as it was.", code=status)


@task(
    iterable=["allow_host"],
    help={
        "port": "the port to listen on; if it is busy, the next free one is used",
        "host": "the address to listen on; 0.0.0.0 lets other machines in, which then use the IP address",
        "allow-host": "a host name to answer to, besides localhost and IP addresses; may be repeated",
    },
)
def serve(_: Context, port: int = 8000, host: str = "127.0.0.1", allow_host: list[str] | None = None) -> None:
    """Build, serve, and build again at each change, until Ctrl-C; the browser reloads by itself."""
    recover(OUTPUT)
    try:
        serve_site(ROOT, host, port, allow=allow_host or [])
    except ValueError as error:
        raise Exit(str(error), code=2) from None
    except (OSError, OverflowError) as error:
        raise Exit(f"Nothing can be served at {host}, port {port}: {error}", code=1) from None


@task(
    help={
        "report": "write what is wrong to a file, too, as FORMAT=FILE: json=report.json",
        "fix": "show as a diff which misspelt links can be corrected",
        "write": "with --fix: write it into the sources",
        "debug": TRACEBACK,
    }
)
def check(_: Context, report: str = "", fix: bool = False, write: bool = False, debug: bool = False) -> None:
    """Build as for publishing, into a folder that is thrown away; exit with 1 if anything is wrong."""
    check_build(report, fixing(fix, write), debug=debug)


@task(
    help={
        "report": "write what is wrong to a file, too, as FORMAT=FILE: json=report.json",
        "accept": "accept what is wrong on other sites now, and note that beside their answers",
        "fix": "show as a diff which misspelt and moved links can be corrected",
        "write": "with --fix: write it into the sources",
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
    """Check, and ask other sites, too, for what is linked of them; exit with 1 if anything is broken."""
    variables = {"LINK_CHECK_ONLINE": "accept" if accept else "1", **fixing(fix, write)}
    check_build(report, variables, debug=debug)


def fixing(fix: bool, write: bool) -> dict[str, str]:
    """Return the environment in which a build corrects links, or shows how."""
    if write and not fix:
        raise Exit("--write needs --fix", code=2)
    return {"LINK_CHECK_FIX": "write" if write else "diff"} if fix else {}


def check_build(report: str, variables: dict[str, str], *, debug: bool) -> None:
    """Build as for publishing into a folder that is thrown away; ``report`` is empty, or FORMAT=FILE."""
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
        "drafts": "write drafts too, at the addresses they have in a build; nothing links to them",
        "future": "publish articles of the future, too",
        "deploy": "then bring it where DEPLOY in publishconf.py says; shows what would change, and asks",
        "yes": "do not ask",
        "delete": "with --deploy: delete there, too, what deploying did not put there",
        "debug": TRACEBACK,
    }
)
def publish(  # noqa: PLR0913, PLR0917 - one for each option
    _: Context,
    drafts: bool = False,
    future: bool = False,
    deploy: bool = False,
    yes: bool = False,
    delete: bool = False,
    debug: bool = False,
) -> None:
    """Build as for publishing, check, and only then replace output/; exit with 1 if anything is wrong."""
    show_traceback(debug)
    wanted = {"PUBLISH_DRAFTS": drafts, "PUBLISH_FUTURE": future}
    os.environ.update({name: "1" for name, is_wanted in wanted.items() if is_wanted})
    try:
        target = read_target(ROOT) if deploy else None
        status = publish_site(ROOT, OUTPUT)
    except DeployError as error:
        raise Exit(f"Nothing was published: {error}", code=1) from None
    except OSError as error:
        raise Exit(f"Not published: {error}. output/ is as it was.", code=1) from None
    if status:
        raise Exit("Not published: output/ is as it was.", code=status)
    print("Published to output/.")
    if target:
        deploy_site(target, sure=yes, delete=delete)


def deploy_site(target: Target, *, sure: bool, delete: bool) -> None:
    """Show what deploying would change, and do it if the author, or ``sure``, says so."""
    where = target.rsync or f"the branch {target.branch} of {target.remote}"
    try:
        with alone(Path(os.path.realpath(OUTPUT))):  # no other run replaces the output meanwhile
            planned = plan(ROOT, OUTPUT, target, delete=delete)
            if planned.stays:
                print(
                    f"Stays, as deploying did not put it there: {few(planned.stays)} (--delete deletes it)."
                )
            if not planned.changes:
                print(f"Nothing to deploy: {where} has this site.")
                return
            print(f"{planned.changes}\nThis would change {where}.", flush=True)
            if not sure and not confirmed():
                raise Exit("Not deployed. --yes deploys without asking.", code=1)
            carry_out(ROOT, OUTPUT, planned)
    except (DeployError, OSError) as error:
        raise Exit(f"Not deployed: {error}", code=1) from None
    print(f"Deployed to {where}.")


def confirmed() -> bool:
    """Ask the author; without a terminal the answer is no."""
    return sys.stdin.isatty() and input("Deploy? [y/N] ").strip().lower() in {"y", "yes"}


@task(
    positional=["title"],
    help={
        "title": "the title, in quotes",
        "page": "a page instead of an article",
        "edit": "open it in $EDITOR",
    },
)
def new(_: Context, title: str, page: bool = False, edit: bool = False) -> None:
    """Begin an article (or a page) as a draft, in a file named after its title; never overwrites one."""
    try:
        path = new_content(ROOT / "content", "page" if page else "article", title, date.today())
    except (ValueError, FileExistsError) as error:
        raise Exit(f"Nothing was written: {error}", code=1) from None
    print(path.relative_to(ROOT))
    if edit:
        subprocess.call([*shlex.split(os.environ.get("EDITOR", "vi")), str(path)])


@task(positional=["path"], help={"path": "a Markdown file"})
def explain(_: Context, path: str) -> None:
    """Show how the front matter of a file is read: each field, where it stands, what it became."""
    python("-m", "monologue.front_matter", os.path.relpath(path, ROOT))


@task(
    help={
        "only": "a part of the tests: a path or, with a leading -k, words",
        "quick": "only tests that start neither a build nor a browser",
    }
)
def test(_: Context, only: str = "tests", quick: bool = False) -> None:
    """Run the tests."""
    python("-m", "pytest", *only.split(maxsplit=1), *(["--quick"] if quick else []))


@task(help={"fix": "correct what can be corrected"})
def lint(_: Context, fix: bool = False) -> None:
    """Check style and types of the project's own code."""
    python("-m", "ruff", "check", *(["--fix"] if fix else []), ".")
    python("-m", "ruff", "format", *([] if fix else ["--check"]), ".")
    python("-m", "mypy", "tasks.py", "plugins")


@task(help={"folder": "where the pictures go", "golden": "only those that the tests compare with"})
def screenshot(_: Context, folder: str = "screenshots", golden: bool = False) -> None:
    """Take pictures of every document in light, dark, 320 pixels wide and print, and the README's anew."""
    with tempfile.TemporaryDirectory() as site:
        python("-m", "pelican", "content", "-q", "-o", site)
        pictures = ["--golden"] if golden else ["--picture", "docs/about.png"]
        python("tests/screenshot.py", site, folder, *pictures)


@task(
    positional=["name"],
    help={"name": "a script in bench/: build, links, …; figures and how they were taken: bench/README.md"},
)
def bench(_: Context, name: str) -> None:
    """Measure: run a script of bench/ as it is when it is told nothing else."""
    known = sorted(path.stem for path in (ROOT / "bench").glob("*.py"))
    if name not in known:
        raise Exit(f"There is no bench/{name}.py; there are {', '.join(known)}.", code=2)
    python(f"bench/{name}.py")


@task
def docs(_: Context) -> None:
    """Build docs/ as a site into output-docs/; exit with 1 if anything is wrong."""
    try:
        status = publish_site(ROOT, ROOT / "output-docs", "docs/docsconf.py")
    except OSError as error:
        raise Exit(f"Not built: {error}. output-docs/ is as it was.", code=1) from None
    if status:
        raise Exit("Not built: output-docs/ is as it was.", code=status)


@task
def tables(_: Context) -> None:
    """Write the generated tables of README.md, docs/ and theme/README.md anew from the code."""
    python("tests/tables.py", PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "plugins")]))


@task(help={"upgrade": "pin the newest releases that pyproject.toml allows, instead of the present ones"})
def requirements(_: Context, upgrade: bool = False) -> None:
    """Pin what pyproject.toml requires, with the hash of every file of each release."""
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
    """Remove from output/ what `invoke build` and `invoke publish` wrote; name what stays."""
    output = Path(os.path.realpath(OUTPUT))
    try:
        with alone(output):
            stays = remove_listed(output)
    except OSError as error:
        raise Exit(f"Nothing was removed: {error}.", code=1) from None
    if stays:
        print(f"Kept what neither of them wrote: {few(stays, 'output/')}.")
