"""Print the section of CHANGELOG.md for a release: ``python .ci/release_notes.py v0.2.0``.

The tag must be the version of the package, and the section must say when it is released.
Otherwise the exit status is 1, and one line on standard error says what to do.
"""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from monologue.commands.changelog import sections
from monologue.core import __version__

VERSION_FILE = "plugins/monologue/core/__init__.py"


class ReleaseError(Exception):
    """What has to change before the release; one line."""


def release_notes(tag: str, version: str, changelog: str) -> str:
    """Return the text of the section for ``version``, without its heading.

    Raises:
        ReleaseError: If the tag is not that version, or the section is missing, empty or unreleased.
    """
    if tag != f"v{version}":
        raise ReleaseError(
            f"The tag {tag!r} is not v{version}, the version in {VERSION_FILE} (change one of them)"
        )
    heading = f'"## {version} ({date.today()})"'
    section = next((one for one in sections(changelog) if one.version == version), None)
    if not section:
        raise ReleaseError(f"CHANGELOG.md has no section for {version} (its heading is {heading})")
    where = f"CHANGELOG.md:{section.line}: the section for {version}"
    if not section.is_released:
        raise ReleaseError(f"{where} says that it is unreleased (write {heading})")
    if not section.body:
        raise ReleaseError(f"{where} is empty (write what a user notices)")
    return section.body


def main() -> None:
    """Print the release notes for the tag that is the only argument."""
    if len(sys.argv) != 2:
        sys.exit("usage: release_notes.py TAG")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        print(release_notes(sys.argv[1], __version__, changelog))
    except ReleaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
