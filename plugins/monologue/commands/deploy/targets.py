"""Read where a site goes, the setting ``DEPLOY``, and refuse where more than the site would be at stake."""

import posixpath
import re
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

KEYS = ("rsync", "branch", "remote")
EXAMPLE = 'DEPLOY = {"rsync": "me@example.org:/var/www/site/"} or DEPLOY = {"branch": "gh-pages"}'
REMOTE = re.compile(r"(?:[^@/:]*@)?(?P<host>\[[^]/]*\]|[^:/]*):(?P<module>:?)(?P<path>.*)")
"""As rsync(1) has it: a colon before any slash makes a host; two make a module of a daemon."""
URL = re.compile(r"rsync:/(?P<module>/)(?P<host>[^/]*)/*(?P<path>.*)")
SHELL = frozenset(" $`*?;&|<>(){}[]'\"\\!#")
"""What the shell of a host may change: versions of rsync before 3.2.4 leave the path to it."""
HOME = re.compile(r"/|/(home|Users)(/[^/]+)?|/root|~[^/]*|\.|(\.\./)*\.\.")
"""A whole machine, all homes, one home, or a folder above; normal paths, the last ones from a home."""
BRANCH = re.compile(r"(?!refs/|HEAD$|@$)[\w][\w.+@%#=/-]*")
"""Names that git takes for a branch and for nothing else; what else they must be, git itself says."""


class DeployError(Exception):
    """Why nothing was deployed, in one line."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a site goes. One of the first two is set."""

    rsync: str = ""
    """As rsync takes it: ``user@host:folder/``, or a folder, seen from the site's own."""
    branch: str = ""
    """A branch that holds the site and nothing else."""
    remote: str = "origin"
    """The git remote that has the branch."""


def read_target(root: Path, settings: str = "publishconf.py") -> Target:
    """Read ``DEPLOY`` from the settings with which the site at ``root`` is published.

    Raises:
        DeployError: If it is not there, or cannot be used.
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
    check_names(root, target)
    return target


def check_names(root: Path, target: Target) -> None:
    """Refuse names that rsync or git would take for something else, and folders that hold more than a site.

    Raises:
        DeployError: With what was written, and what to write.
    """
    if bool(target.rsync) == bool(target.branch):
        raise DeployError(f"DEPLOY needs either 'rsync' or 'branch': {EXAMPLE}")
    if target.rsync:
        if reason := rsync_fault(root, target.rsync):
            raise DeployError(f"DEPLOY['rsync'] is {target.rsync!r}: {reason}")
    elif not BRANCH.fullmatch(target.branch):
        raise DeployError(f"DEPLOY['branch'] is {target.branch!r}, which is not the name of a branch")
    elif not target.remote or target.remote.startswith("-") or not target.remote.isprintable():
        raise DeployError(f"DEPLOY['remote'] is {target.remote!r}, which is not the name of a remote")


def rsync_fault(root: Path, text: str) -> str:
    """Say why a site must not be brought to ``text``; nothing if it may."""
    if text != text.strip() or not text.isprintable():
        return "it begins or ends with a space, or contains what cannot be printed"
    if text.startswith("-"):
        return "rsync would read it as an option"
    if remote := URL.fullmatch(text) or REMOTE.fullmatch(text):
        return _remote_fault(**{"host": "", "module": "", "path": "", **remote.groupdict()})
    return _local_fault(root, text)


def _remote_fault(host: str, module: str, path: str) -> str:
    if not host or host.startswith("-"):
        return "it names no host"
    if path.startswith("-"):
        return "rsync could read its path as an option; write ./ before it"
    if SHELL & set(path):
        return (
            "a shell on the host could read its path as something else; choose one without spaces and signs"
        )
    normal = posixpath.normpath(path)
    if (module and not path.strip("/.")) or (not module and HOME.fullmatch(re.sub("^//", "/", normal))):
        return f"that is more than a site's folder; name one, as in {EXAMPLE}"
    return ""


def _local_fault(root: Path, text: str) -> str:
    if text.startswith("~"):
        return "rsync does not know ~ on this machine; write the folder's whole name"
    folder, site = (root / text).resolve(), root.resolve()
    if any(whole.is_relative_to(folder) for whole in (site, Path.home().resolve(), Path(folder.anchor))):
        return "that is more than a site's folder; name one, as in /var/www/site/"
    if any(folder.is_relative_to(site / own) for own in ("output", "content", ".git")):
        return "that folder is the site's own; name another one"
    return ""
