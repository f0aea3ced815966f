"""Deploy the published folder to the target in the setting ``DEPLOY``: by rsync, or to a git branch.

Both work in two steps: ``plan`` compares with the target and returns what would
change, ``carry_out`` changes it. Files that no deployment put there are kept by default.
"""

from dataclasses import dataclass
from pathlib import Path

from ..output.written import survey
from .by_branch import check_checked_out, commit_of
from .by_rsync import changes_there, deleted_in
from .by_rsync import deploy as deploy_by_rsync
from .command import run
from .targets import DeployError, Target, check_names, read_target

__all__ = ["DeployError", "Plan", "Target", "carry_out", "plan", "read_target"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deployment would change."""

    target: Target
    changes: str
    """Plain lines, as rsync or git prints them, deletions first; empty if there is nothing to do."""
    commit: str = ""
    """For a branch: the commit to push."""
    kept: tuple[str, ...] = ()
    """Files on the target that are not in the output and that no deployment put there."""


def plan(root: Path, output: Path, target: Target, *, delete: bool = False) -> Plan:
    """Compare with the target, and return what would change there; nothing is changed yet.

    ``delete`` also deletes what no deployment put there.

    Raises:
        DeployError: If the target holds more than a site, or if rsync or git
            fails; the message is then the program's own.
        OSError: If the output cannot be read, or contains a repository.
    """
    check(root, output, target)
    if target.rsync:
        lines, kept = changes_there(root, output, target, delete=delete)
        return Plan(target, "\n".join(lines), "", tuple(kept))
    commit, lines, kept = commit_of(root, output, target, delete=delete)
    return Plan(target, "\n".join(lines), commit, tuple(kept))


def check(root: Path, output: Path, target: Target) -> None:
    """Refuse an output or a target that holds more than a site.

    Raises:
        DeployError, OSError: As ``plan`` says.
    """
    check_names(root, target)
    if target.branch:
        check_checked_out(root, target)
    if output.is_dir():
        survey(output)


def carry_out(root: Path, output: Path, planned: Plan) -> None:
    """Make the planned changes.

    Raises:
        DeployError: If rsync or git fails; the message is the program's own. A
            branch that someone else has pushed to since is left unchanged.
    """
    target = planned.target
    if target.rsync:
        deploy_by_rsync(root, output, target, filter(None, map(deleted_in, planned.changes.splitlines())))
    else:
        ref = f"{planned.commit}:refs/heads/{target.branch}"
        run("git", "push", "--quiet", "--", target.remote, ref, cwd=root)
