"""The tasks of a site, for its tasks.py (``from monologue.tasks import *``) and the command ``monologue``."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from invoke import Context, Exit, task

from . import __version__
from .commands.build.process import AT_LEAST, DEBUG, environment, pelican
from .commands.deploy.plan import DeployError, Target, carry_out, plan, read_target
from .commands.new import new as new_content
from .commands.new_site import EXAMPLE_URL, Owner
from .commands.new_site import new_site as make_site
from .commands.output.work_folder import locked, recover
from .commands.output.written import few, remove_listed
from .commands.publish import publish as publish_site
from .commands.serve.loop import serve as serve_site
from .commands.site_settings import SettingsFileError, example_url, read_site
from .commands.upgrade import changes_of, changes_since, version_of
from .commands.upgrade import write as write_change
from .core.explain import explain as explain_rule
from .core.rule import all_rules, check_rule
from .core.settings import SettingsError

TRACEBACK = "print Pelican's full log, and the traceback of a crash"
SETTINGS = "pelicanconf.py"


def site_root() -> Path:
    """Return the folder of the site: this one, or the next one above it that has settings."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise Exit(f"There is no {SETTINGS} in this folder or above (`monologue new-site` makes a site).", code=2)


def output() -> Path:
    """Return the folder of the built site."""
    return site_root() / "output"


def python(*arguments: str, **variables: str) -> None:
    """Run Python in the folder of the site, without a shell; a failure ends the task with the same status."""
    run([sys.executable, *arguments], **variables)


def run(command: list[str], **variables: str) -> None:
    """Run a command in the folder of the site; a failure ends the task with the same status."""
    status = subprocess.call(command, cwd=site_root(), env={**environment(), **variables})
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
        status = publish_site(site_root(), output(), "pelicanconf.py", "never")
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
    recover(output())
    try:
        serve_site(site_root(), host, port, allow=allow_host or [])
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
    recover(output())
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
        "deploy": "then deploy to DEPLOY of publishconf.py; shows what would change, and asks first",
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
        if reason := example_url(read_site(site_root(), "publishconf.py")):
            raise Exit(f"Not published: {reason} (write the URL of the site in publishconf.py).", code=1)
        target = read_target(site_root()) if deploy else None
        status = publish_site(site_root(), output())
    except (DeployError, SettingsFileError) as error:
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
        with locked(Path(os.path.realpath(output()))):  # so that no other run replaces the output
            planned = plan(site_root(), output(), target, delete=delete)
            if planned.kept:
                print(f"Kept, because no deployment put it there: {few(planned.kept)} (--delete deletes it).")
            if not planned.changes:
                print(f"Nothing to deploy: {where} is up to date.")
                return
            print(f"{planned.changes}\nThis would change {where}.", flush=True)
            if not sure and not confirmed("Deploy?"):
                raise Exit("Not deployed (use --yes to deploy without being asked).", code=1)
            carry_out(site_root(), output(), planned)
    except (DeployError, OSError) as error:
        raise Exit(f"Not deployed: {error}", code=1) from None
    print(f"Deployed to {where}.")


def confirmed(question: str) -> bool:
    """Ask the author to confirm; without a terminal, return False."""
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


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
    except (SettingsFileError, ValueError, FileExistsError) as error:
        raise Exit(f"Nothing was written: {error}", code=1) from None
    print(created.path.relative_to(root))
    if created.url:
        print(f"A draft; while the site is served, it is at /{created.url}")
    if edit:
        subprocess.call([*shlex.split(os.environ.get("EDITOR", "vi")), str(created.path)])


@task(positional=["path"], help={"path": "a Markdown file"})
def explain(_: Context, path: str) -> None:
    """Show how the front matter of a file is read: each field, its position, and its result."""
    python("-m", "monologue.front_matter", os.path.relpath(path, site_root()))


@task(positional=["rule"], help={"rule": "the name in the square brackets of a diagnostic"})
def docs(_: Context, rule: str) -> None:
    """Explain a rule: what it finds, why that matters, an example, and what to write instead."""
    rules = all_rules()
    try:
        check_rule(rule, rules, rule)
    except SettingsError as error:
        raise Exit(str(error), code=2) from None
    print(explain_rule(rules[rule]), end="")


@task(
    positional=["folder"],
    help={
        "folder": "the folder to make; it must not exist, or be empty",
        "name": "the name of the site",
        "author": "the name of its author",
        "url": "the URL where it will be published",
        "language": "the language of its texts: en, ja, pt-BR",
        "yes": "do not ask; take the defaults for what no option gives",
    },
)
def new_site(  # noqa: PLR0913, PLR0917 - one parameter for each option
    _: Context,
    folder: str,
    name: str = "",
    author: str = "",
    url: str = "",
    language: str = "",
    yes: bool = False,
) -> None:
    """Make a site of your own: settings, an About page, two worklogs, workflows that publish it."""
    if not yes and not sys.stdin.isatty():
        raise Exit("There is no terminal to ask in: give --yes, and what you want as options.", code=2)

    def answer(given: str, question: str, default: str) -> str:
        return given or (not yes and input(f"{question} [{default}]: ").strip()) or default

    target = Path(folder)
    try:
        name = answer(name, "Name of the site", target.resolve().name)
        author = answer(author, "Author", name)
        owner = Owner(
            name, author, answer(url, "URL", EXAMPLE_URL), answer(language, "Language of the texts", "en")
        )
        make_site(target, owner, date.today())
    except (ValueError, OSError) as error:
        raise Exit(f"Nothing was written: {error}", code=1) from None
    print(f"{folder} is a site. Next: cd {shlex.quote(folder)} && monologue serve")


@task(help={"yes": "write every change without asking"})
def upgrade(_: Context, yes: bool = False) -> None:
    """Show what is new since this site was made, and bring its workflows and requirements up to date."""
    root = site_root()
    before = version_of(root)
    news = changes_since(before) if before != __version__ else ""
    print(f"{news}\n" if news else f"This site has release {__version__}, the one that is installed.")
    for change in changes_of(root):
        print(change.diff(), flush=True)
        if yes or confirmed(f"Write {change.path}?"):
            write_change(root, change)
            print(f"{change.path} is written.")
        else:
            print(f"{change.path} is unchanged.")


@task
def clean(_: Context) -> None:
    """Remove what `build` and `publish` wrote to output/, and list the files that are kept."""
    folder = Path(os.path.realpath(output()))
    try:
        with locked(folder):
            kept = remove_listed(folder)
    except OSError as error:
        raise Exit(f"Nothing was removed: {error}.", code=1) from None
    if kept:
        print(f"Kept files that no build wrote: {few(kept, 'output/')}.")
