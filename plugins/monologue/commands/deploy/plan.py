"""Bring the published folder to where readers find it, as the setting ``DEPLOY`` says: rsync, or a branch.

Each way is two steps: ``plan`` asks the other side and says what would change,
``carry_out`` does that. What no deploying put there stays, unless asked.
"""

from dataclasses import dataclass
from pathlib import Path

from ..output.written import survey
from .by_branch import check_checked_out, commit_of
from .by_rsync import bring, changes_there, deleted_in
from .command import run
from .targets import DeployError, Target, check_names, read_target

__all__ = ["DeployError", "Plan", "Target", "carry_out", "plan", "read_target"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change."""

    target: Target
    changes: str
    """Plain lines, as rsync or git prints them, deletions first; none if there is nothing to do."""
    commit: str = ""
    """For a branch: the commit that is ready to be pushed."""
    stays: tuple[str, ...] = ()
    """Files there that are not in the output, and that deploying did not put there."""


def plan(root: Path, output: Path, target: Target, *, delete: bool = False) -> Plan:
    """Ask the other side, and return what would change there; nothing is changed yet.

    ``delete`` also deletes what deploying did not put there.

    Raises:
        DeployError: If the target holds more than a site, or in the words of rsync or git.
        OSError: If the output cannot be read, or holds a repository.
    """
    check(root, output, target)
    if target.rsync:
        lines, stays = changes_there(root, output, target, delete=delete)
        return Plan(target, "\n".join(lines), "", tuple(stays))
    commit, lines, stays = commit_of(root, output, target, delete=delete)
    return Plan(target, "\n".join(lines), commit, tuple(stays))


def check(root: Path, output: Path, target: Target) -> None:
    """Refuse what would bring more than a site, or bring it where more than a site is.

    Raises:
        DeployError, OSError: As ``plan`` says.
    """
    check_names(root, target)
    if target.branch:
        check_checked_out(root, target)
    if output.is_dir():
        survey(output)


def carry_out(root: Path, output: Path, planned: Plan) -> None:
    """Do what was planned.

    Raises:
        DeployError: In the words of rsync or git. A branch that somebody else
            pushed to meanwhile is left as it is.
    """
    target = planned.target
    if target.rsync:
        bring(root, output, target, filter(None, map(deleted_in, planned.changes.splitlines())))
    else:
        ref = f"{planned.commit}:refs/heads/{target.branch}"
        run("git", "push", "--quiet", "--", target.remote, ref, cwd=root)
