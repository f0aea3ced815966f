"""The tasks of publishing: publish, with a deployment, and clean."""

import os
from pathlib import Path

from invoke import Context, Exit

from ..deploy.plan import DeployError, Target, carry_out, plan, read_target
from ..output.work_folder import locked
from ..output.written import few, remove_listed, remove_store
from ..publish import publish as publish_site
from ..site_settings import SettingsFileError, example_url, read_site, store_folder
from .shared import STRICT, TRACEBACK, confirmed, output, show_traceback, site_root
from .task import reason, task


@task(
    help={
        "drafts": "also write drafts, at the URLs they have in a build; no page links to them",
        "future": "also publish articles with a date in the future",
        "deploy": "then deploy to DEPLOY of publishconf.py; shows what would change, and asks first",
        "yes": "with --deploy: do not ask",
        "delete": "with --deploy: also delete files on the target that no deployment put there",
        "strict": STRICT,
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
    strict: bool = False,
    debug: bool = False,
) -> None:
    """Build as for publishing, check, and only then replace output/; exit with status 1 on any error."""
    show_traceback(debug)
    wanted = {"PUBLISH_DRAFTS": drafts, "PUBLISH_FUTURE": future}
    os.environ.update({name: "1" for name, is_wanted in wanted.items() if is_wanted})
    try:
        if fault := example_url(read_site(site_root(), "publishconf.py")):
            raise Exit(f"Not published: {fault} (write the URL of the site in publishconf.py).", code=1)
        target = read_target(site_root()) if deploy else None
        status = publish_site(site_root(), output(), fail_on="warning" if strict else "error")
    except (DeployError, SettingsFileError) as error:
        raise Exit(f"Nothing was published: {reason(error)}", code=1) from None
    except OSError as error:
        raise Exit(f"Not published: {reason(error)}. output/ is unchanged.", code=1) from None
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
        raise Exit(f"Not deployed: {reason(error)}", code=1) from None
    print(f"Deployed to {where}.")


@task
def clean(_: Context) -> None:
    """Remove what `build` and `publish` wrote to output/, and the build cache; list files that are kept."""
    folder = Path(os.path.realpath(output()))
    try:
        with locked(folder):
            kept = remove_listed(folder)
        remove_store(store_folder(site_root()))
    except OSError as error:
        raise Exit(f"Nothing was removed: {reason(error)}.", code=1) from None
    if kept:
        print(f"Kept files that no build wrote: {few(kept, 'output/')}.")
