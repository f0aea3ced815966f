"""Bring the workflows and requirements of a site up to date; in its settings, only renamed keys change."""

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from ..core import __version__, renamed
from ..core.settings import SettingsError
from .changelog import sections
from .new_site import github_files, version_range
from .site_settings import read_site

CHANGELOGS = (Path(__file__).parent / "CHANGELOG.md", Path(__file__).resolve().parents[3] / "CHANGELOG.md")
"""The changelog: in the wheel, in a clone."""
SETTINGS = ("pelicanconf.py", "publishconf.py")
"""The settings files of a site; the last one imports the first one."""
REQUIREMENT = re.compile(
    r"^(?![^\n]*(?:\\$|--hash))pelican-monologue(\[[\w,-]*\])?[^\S\n]*(?:[>=~]=[^\S\n]*(?P<version>[\d.]+))?[^\n#]*?(?=[^\S\n]*(?:#|$))",
    re.MULTILINE,
)
"""The line of requirements.txt with the range of this bundle; not if it is pinned by hashes."""


class Change(NamedTuple):
    """A file that differs from the one that a new site would have."""

    path: str
    old: bytes
    """Empty if the file does not exist."""
    new: bytes

    def diff(self) -> str:
        """Return the difference as a unified diff."""
        old, new = (data.decode(errors="replace").splitlines() for data in (self.old, self.new))
        return "\n".join(unified_diff(old, new, f"a/{self.path}", f"b/{self.path}", lineterm=""))


def version_of(root: Path) -> str:
    """Return the release that the site was made or upgraded with; empty if its requirements do not say."""
    match = REQUIREMENT.search(requirements_of(root))
    return (match["version"] or "") if match else ""


def requirements_of(root: Path) -> str:
    """Return the text of requirements.txt; empty if there is none.

    Raises:
        SettingsError: If it is not text in UTF-8.
    """
    path = root / "requirements.txt"
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        raise SettingsError("requirements.txt is not UTF-8 text") from None


def changes_since(version: str) -> str:
    """Return the sections of the changelog for the releases after ``version``, newest first."""
    text = next(path for path in CHANGELOGS if path.is_file()).read_text(encoding="utf-8")
    newer = (one for one in sections(text) if _numbers(one.version or __version__) > _numbers(version))
    return "\n\n".join(f"{one.heading}\n\n{one.body}" for one in newer)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)[:3]))


def changes_of(root: Path) -> Iterator[Change]:
    """Yield each file of the site that an upgrade would change. Texts are never among them."""
    wanted = github_files()
    for name in SETTINGS:
        if (root / name).is_file():
            wanted[name] = renamed.with_new_names_written((root / name).read_bytes())
    if old := requirements_of(root):
        new = REQUIREMENT.sub(
            lambda match: f"pelican-monologue{match[1] or ''}{version_range(__version__)}", old
        )
        wanted["requirements.txt"] = new.encode()
    for name, data in sorted(wanted.items()):
        path = root / name
        before = path.read_bytes() if path.is_file() else b""
        if data not in (before, before.replace(b"\r\n", b"\n")):
            yield Change(name, before, data)


def old_names(root: Path) -> list[str]:
    """Return a line for each renamed key that the settings of a site have, also for one that code computes.

    Raises:
        SettingsFileError: If the settings cannot be read.
    """
    if not renamed.RENAMED:
        return []
    name = next(name for name in reversed(SETTINGS) if (root / name).is_file())
    return [str(one) for one in renamed.used(read_site(root, name))]


def write(root: Path, change: Change) -> None:
    """Write one change; a script stays executable."""
    path = root / change.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(change.new)
    if change.new.startswith(b"#!"):
        path.chmod(0o755)
