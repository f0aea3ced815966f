"""Read the setting ``DEPLOY``, the target of a deployment, and refuse targets that hold more than a site."""

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
"""As in rsync(1): a colon before any slash separates a host; two colons, the module of a daemon."""
URL = re.compile(r"rsync:/(?P<module>/)(?P<host>[^/]*)/*(?P<path>.*)")
SHELL = frozenset(" $`*?;&|<>(){}[]'\"\\!#")
"""Characters that a remote shell may expand: rsync before 3.2.4 passes the path to the shell."""
HOME = re.compile(r"/|/(home|Users)(/[^/]+)?|/root|~[^/]*|\.|(\.\./)*\.\.")
"""The root, all home folders, one home folder or a folder above it, as normalized paths."""
BRANCH = re.compile(r"(?!refs/|HEAD$|@$)[\w][\w.+@%#=/-]*")
"""Names that git can read only as a branch; git itself checks the other requirements."""


class DeployError(Exception):
    """The reason why nothing was deployed, in one line."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to deploy a site. Exactly one of the first two fields is set."""

    rsync: str = ""
    """A destination of rsync: ``user@host:folder/``, or a folder, relative to the site's."""
    branch: str = ""
    """A branch that holds the site and nothing else."""
    remote: str = "origin"
    """The git remote that has the branch."""


def read_target(root: Path, settings: str = "publishconf.py") -> Target:
    """Read ``DEPLOY`` from the settings that publish the site at ``root``.

    Raises:
        DeployError: If it is missing or invalid.
    """
    try:
        deploy: Any = runpy.run_path(str(root / settings)).get("DEPLOY")
    except Exception as error:  # the settings are the author's code, which may raise anything
        raise DeployError(f"{settings} cannot be read: {type(error).__name__}: {error}") from None
    if deploy is None:
        raise DeployError(f"{settings} does not set DEPLOY (write {EXAMPLE})")
    if not isinstance(deploy, Mapping) or not all(isinstance(value, str) for value in deploy.values()):
        raise DeployError(f"DEPLOY must be a dictionary of strings, not {deploy!r} (write {EXAMPLE})")
    for key in deploy:
        if key not in KEYS:
            similar = get_close_matches(str(key), KEYS, n=1)
            hint = f" (did you mean {similar[0]}?)" if similar else ""
            raise DeployError(f"DEPLOY[{key!r}] is not a setting{hint}")
    target = Target(**deploy)
    check_names(root, target)
    return target


def check_names(root: Path, target: Target) -> None:
    """Refuse names that rsync or git would misread, and folders that hold more than a site.

    Raises:
        DeployError: With what was written, and what to write instead.
    """
    if bool(target.rsync) == bool(target.branch):
        raise DeployError(f"DEPLOY must have exactly one of 'rsync' and 'branch' (write {EXAMPLE})")
    if target.rsync:
        if reason := rsync_fault(root, target.rsync):
            raise DeployError(f"DEPLOY['rsync'] is {target.rsync!r}: {reason}")
    elif not BRANCH.fullmatch(target.branch):
        raise DeployError(f"DEPLOY['branch'] is {target.branch!r}, which is not the name of a branch")
    elif not target.remote or target.remote.startswith("-") or not target.remote.isprintable():
        raise DeployError(f"DEPLOY['remote'] is {target.remote!r}, which is not the name of a remote")


def rsync_fault(root: Path, text: str) -> str:
    """Return why a site must not be deployed to ``text``, or an empty string if it may."""
    if text != text.strip() or not text.isprintable():
        return "it begins or ends with a space, or contains a character that cannot be printed"
    if text.startswith("-"):
        return "rsync would read it as an option"
    if remote := URL.fullmatch(text) or REMOTE.fullmatch(text):
        return _remote_fault(**{"host": "", "module": "", "path": "", **remote.groupdict()})
    return _local_fault(root, text)


def _remote_fault(host: str, module: str, path: str) -> str:
    if not host or host.startswith("-"):
        return "it has no host name"
    if path.startswith("-"):
        return "rsync would read the path as an option (write ./ before it)"
    if SHELL & set(path):
        return "the shell on the host could change the path (use one without spaces and special characters)"
    normal = posixpath.normpath(path)
    if (module and not path.strip("/.")) or (not module and HOME.fullmatch(re.sub("^//", "/", normal))):
        return f"that folder holds more than the site (name a folder for the site alone: {EXAMPLE})"
    return ""


def _local_fault(root: Path, text: str) -> str:
    if text.startswith("~"):
        return "~ is not expanded in a local path (write the absolute path)"
    folder, site = (root / text).resolve(), root.resolve()
    if any(whole.is_relative_to(folder) for whole in (site, Path.home().resolve(), Path(folder.anchor))):
        return "that folder holds more than the site (name a folder for the site alone, as in /var/www/site/)"
    if any(folder.is_relative_to(site / own) for own in ("output", "content", ".git")):
        return "that folder is part of the site's project (name another one)"
    return ""
