"""Read the files of the former site. Nothing is written, and nothing outside of its folder is read."""

import os
import stat
from pathlib import Path

from .model import ImportRefusedError, Note, Source

SKIPPED = frozenset(".git .hg .svn node_modules bower_components __pycache__ Thumbs.db".split())
"""Names of files and folders that belong to tools, anywhere in the site."""
HIDDEN_KEPT = frozenset(
    ".obsidian .eleventy.js .eleventy.cjs .eleventy.mjs .well-known .nojekyll .htaccess".split()
)
"""The only names with a dot at the beginning that are read."""
MADE = frozenset("dist _site resources vendor venv env renv _freeze".split())
"""Folders at the top of a site that a generator or a package manager wrote."""
SECRET_NAMES = frozenset(".env .npmrc .netrc .pypirc .htpasswd id_rsa id_ed25519 id_ecdsa".split())
SECRET_SUFFIXES = (".pem", ".key", ".p12", ".pfx", ".env")
MAX_TEXT = 8_000_000
"""The maximum size of a text or configuration file, in bytes."""
MAX_DEPTH = 40


def is_secret(name: str) -> bool:
    """Return whether a file holds credentials, by its name."""
    return name in SECRET_NAMES or name.startswith(".env.") or name.lower().endswith(SECRET_SUFFIXES)


def is_wanted(name: str, depth: int) -> bool:
    """Return whether a file or folder is part of the site; ``depth`` is 0 at its top."""
    is_tool = name in SKIPPED or (depth == 0 and name in MADE) or is_secret(name)
    return name.isprintable() and not is_tool and (name[0] != "." or name in HIDDEN_KEPT)


def open_source(folder: Path) -> Source:
    """List the files of the former site.

    Raises:
        ImportRefusedError: If the folder does not exist or cannot be read.
    """
    if not folder.is_dir():
        raise ImportRefusedError(f"{folder} is not a folder")
    root = folder.resolve()
    skipped: list[Note] = []
    try:
        names = sorted(_names(root, root, skipped))
    except OSError as error:
        raise ImportRefusedError(f"{folder} cannot be read: {error.strerror}") from None
    return Source(tuple(names), lambda name: _text(root, name), tuple(skipped))


def _names(folder: Path, root: Path, skipped: list[Note]) -> list[str]:
    """Return the paths of regular files; a link is followed if its target is a file of the same site."""
    found: list[str] = []
    depth = len(folder.relative_to(root).parts)
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if reason := _why_skipped(entry, path, root, depth):
            skipped.append(Note(name if name.isprintable() else ascii(name), reason))
        elif not is_wanted(entry.name, depth):
            continue
        elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
            found += _names(path, root, skipped)
        elif entry.is_file():
            found.append(name)
    return found


def _why_skipped(entry: os.DirEntry[str], path: Path, root: Path, depth: int) -> str:
    """Return why a file of the site is not copied; empty if it is, or if it is not part of the site."""
    if not entry.name.isprintable():
        return "its name has characters that cannot be printed"
    if is_secret(entry.name):
        return "it may hold a secret"
    if entry.is_symlink() and is_wanted(entry.name, depth) and not _is_in(path, root):
        return "it is a symbolic link to something that is not a file of this site"
    return ""


def _is_in(path: Path, root: Path) -> bool:
    """Return whether the target of a symbolic link is a file of the site that may be copied."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    if not target.is_relative_to(root) or not target.is_file():
        return False
    return all(is_wanted(part, depth) for depth, part in enumerate(target.relative_to(root).parts))


def _text(root: Path, name: str) -> str:
    """Return the text of a file, with ``\\n`` line ends; empty if it is missing, not regular or too large."""
    path = root / name
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode) or known.st_size > MAX_TEXT:
            return ""
        return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""
