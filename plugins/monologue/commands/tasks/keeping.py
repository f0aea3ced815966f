"""The tasks of owning a site: make one, import one, and keep it up to date."""

import sys
from datetime import date
from pathlib import Path

from invoke import Context, Exit

from ...core import __version__
from ...core.adapter.system import is_windows, quoted
from ..importing.command import import_site as import_from
from ..importing.model import ImportRefusedError
from ..new_site import EXAMPLE_URL, Owner
from ..new_site import new_site as make_site
from ..site_settings import SettingsFileError
from ..upgrade import changes_of, changes_since, old_names, version_of
from ..upgrade import write as write_change
from .shared import confirmed, site_root
from .task import reason, task


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
        raise Exit(f"Nothing was written: {reason(error)}", code=1) from None
    print(f"{folder} is a site. Next: {steps(folder)}")


@task(
    name="import",
    positional=["source", "folder"],
    help={
        "source": "the folder of the former site; it is only read",
        "folder": "the folder to make; it must not exist, be empty, or be a former import",
        "generator": "the generator of the former site, if it is not recognised: hugo, jekyll, …",
    },
)
def import_site(_: Context, source: str, folder: str, generator: str = "") -> None:
    """Make a site from an Astro, Hugo, Jekyll, Eleventy, Quarto, Zola or Obsidian site, at the same URLs."""
    try:
        print(import_from(Path(source), Path(folder), date.today(), generator))
    except (ImportRefusedError, OSError) as error:
        raise Exit(f"Nothing was written: {reason(error)}", code=1) from None
    print(f"Next: {steps(folder)}")


def steps(folder: str) -> str:
    """Return the line that serves a new site."""
    joined = "; " if is_windows() else " && "  # PowerShell 5.1 does not have &&
    return f"cd {quoted(folder)}{joined}monologue serve"


@task(help={"yes": "write every change without asking"})
def upgrade(_: Context, yes: bool = False) -> None:
    """Show what is new since this site was made; update its workflows, requirements and renamed settings."""
    root = site_root()
    before = version_of(root)
    news = changes_since(before) if before != __version__ else ""
    print(f"{news}\n" if news else f"This site has release {__version__}, the one that is installed.")
    try:
        print("".join(f"{line}.\n" for line in old_names(root)), end="")
    except SettingsFileError as error:
        print(f"Renamed settings are not listed: {error}.")
    for change in changes_of(root):
        print(change.diff(), flush=True)
        if yes or confirmed(f"Write {change.path}?"):
            write_change(root, change)
            print(f"{change.path} is written.")
        else:
            print(f"{change.path} is unchanged.")
