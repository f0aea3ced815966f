"""Bring the published folder to where readers find it, as the setting ``DEPLOY`` says: rsync, or a branch.

Each way is two steps: ``plan`` asks the other side and says what would change,
``carry_out`` does that.
"""

import os
import runpy
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

KEYS = ("rsync", "branch", "remote")
EXAMPLE = 'DEPLOY = {"rsync": "me@example.org:/var/www/site/"} or DEPLOY = {"branch": "gh-pages"}'


class DeployError(Exception):
    """Why nothing was deployed, in one line."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site goes. One of the two is set."""

    rsync: str = ""
    """As rsync takes it: ``user@host:folder/``, or a folder."""
    branch: str = ""
    """A branch that holds the site and nothing else."""
    remote: str = "origin"
    """The git remote that has the branch."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change."""

    target: Target
    changes: str
    """Plain lines, as rsync or git prints them; none if there is nothing to do."""
    commit: str = ""
    """For a branch: the commit that is ready to be pushed."""


def read_target(root: Path, settings: str = "publishconf.py") -> Target:
    """Read ``DEPLOY`` from the settings with which the site at ``root`` is published.

    Raises:
        DeployError: If it is not there, or is none that can be used.
    """
    try:
        deploy: Any = runpy.run_path(str(root / settings)).get("DEPLOY")
    except Exception as error:  # the settings are the author's code, which may raise anything
        raise DeployError(f"{settings} cannot be read: {type(error).__name__}: {error}") from None
    if deploy is None:
        raise DeployError(f"{settings} does not say where to: {EXAMPLE}")
    if not isinstance(deploy, Mapping) or not all(isinstance(value, str) for value in deploy.values()):
        raise DeployError(f"DEPLOY must be a dictionary of texts, not {deploy!r}: {EXAMPLE}")
    for key in deploy:
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            raise DeployError(f"DEPLOY[{key!r}] is not a setting{hint}")
    target = Target(**deploy)
    if bool(target.rsync) == bool(target.branch):
        raise DeployError(f"DEPLOY needs either 'rsync' or 'branch': {EXAMPLE}")
    return target


def plan(root: Path, output: Path, target: Target) -> Plan:
    """Ask the other side, and return what would change there; nothing is changed yet.

    Raises:
        DeployError: In the words of rsync or git.
    """
    if target.rsync:
        return Plan(target, run(*rsync(output, target), "--dry-run", "--itemize-changes").strip())
    commit, changes = commit_of(root, output, target)
    return Plan(target, changes, commit)


def carry_out(root: Path, output: Path, planned: Plan) -> None:
    """Do what was planned.

    Raises:
        DeployError: In the words of rsync or git. A branch that somebody else
            pushed to meanwhile is left as it is.
    """
    target = planned.target
    if target.rsync:
        run(*rsync(output, target))
    else:
        run("git", "push", "--quiet", target.remote, f"{planned.commit}:refs/heads/{target.branch}", cwd=root)


def rsync(output: Path, target: Target) -> list[str]:
    """Return the command. A build writes every file anew, so that only its bytes tell what has changed.

    Pages come in the place of the old ones together, at the end, and what is
    gone is deleted last: no reader meets a link to what is not there yet.
    """
    options = ["--recursive", "--links", "--perms", "--checksum", "--delay-updates", "--delete-after"]
    return ["rsync", *options, f"{output}/", target.rsync]


def commit_of(root: Path, output: Path, target: Target) -> tuple[str, str]:
    """Return a commit of ``output`` on top of the branch, and what it changes there.

    An index of its own keeps the author's work tree and index out of it; until
    it is pushed the commit is a loose object that nothing names.
    """
    head = run("git", "ls-remote", target.remote, f"refs/heads/{target.branch}", cwd=root).partition("\t")[0]
    if head:
        run("git", "fetch", "--quiet", target.remote, head, cwd=root)
    with tempfile.TemporaryDirectory() as folder:
        tree = tree_of(root, output, f"{folder}/index")
    parents = ["-p", head] if head else []
    commit = run("git", "commit-tree", tree, *parents, "-m", "Publish the site", cwd=root).strip()
    before = head or run("git", "hash-object", "-t", "tree", "--stdin", cwd=root).strip()
    return commit, run("git", "diff", "--name-status", "--no-renames", before, commit, cwd=root).strip()


def tree_of(root: Path, output: Path, index: str) -> str:
    """Write the files of ``output``, byte for byte, as a tree of the repository of ``root``; return its id.

    ``.nojekyll`` goes with them: without it GitHub Pages would leave out what begins with ``_``.
    """
    folder = run("git", "rev-parse", "--absolute-git-dir", cwd=root).strip()
    git = ["git", "-c", "core.autocrlf=false", f"--git-dir={folder}", f"--work-tree={output}"]
    run(*git, "add", "--all", "--force", ".", cwd=output, GIT_INDEX_FILE=index)
    empty = run(*git, "hash-object", "-w", "--stdin", cwd=output).strip()
    entry = f"100644,{empty},.nojekyll"
    run(*git, "update-index", "--add", "--cacheinfo", entry, cwd=output, GIT_INDEX_FILE=index)
    return run(*git, "write-tree", cwd=output, GIT_INDEX_FILE=index).strip()


def run(*command: str, cwd: Path | None = None, **environment: str) -> str:
    """Run a command without a shell and with nothing to read, and return what it prints.

    Raises:
        DeployError: If it is not installed, or ends with another status than 0.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise DeployError(f"{command[0]} is not installed") from None
    if done.returncode:
        raise DeployError(f"{command[0]}: {' '.join(done.stderr.split()) or f'status {done.returncode}'}")
    return done.stdout
