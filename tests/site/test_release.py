"""Before a release, the tag, the version and the changelog must agree; else one line says what to do."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from conftest import ROOT
from monologue.commands.changelog import Section, sections
from monologue.core import __version__

SCRIPT = ROOT / ".ci/release_notes.py"
CHANGELOG = """# Changelog

## 0.3.0 (unreleased)

* Next.

## 0.2.0 (2027-01-02)

* Newer.

### For authors

* More.

## 0.1.1 (2026-12-02)

## 0.1.0 (2026-12-01)

* First.
"""


@pytest.fixture(scope="module")
def script() -> Any:
    spec = spec_from_file_location("release_notes", SCRIPT)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notes_of_a_release_are_its_section_of_the_changelog(script: Any) -> None:
    assert script.release_notes("v0.1.0", "0.1.0", CHANGELOG) == "* First."
    assert script.release_notes("v0.2.0", "0.2.0", CHANGELOG) == "* Newer.\n\n### For authors\n\n* More."


@pytest.mark.parametrize(
    ("tag", "version", "said"),
    [
        (
            "v0.2.1",
            "0.2.0",
            "The tag 'v0.2.1' is not v0.2.0, the version in plugins/monologue/core/__init__.py",
        ),
        ("0.2.0", "0.2.0", "The tag '0.2.0' is not v0.2.0"),
        ("v0.4.0", "0.4.0", 'CHANGELOG.md has no section for 0.4.0 (its heading is "## 0.4.0 ('),
        ("v0.2", "0.2", "CHANGELOG.md has no section for 0.2 "),
        ("v0.3.0", "0.3.0", "CHANGELOG.md:3: the section for 0.3.0 says that it is unreleased (write "),
        ("v0.1.1", "0.1.1", "CHANGELOG.md:15: the section for 0.1.1 is empty (write what a user notices)"),
    ],
)
def test_a_mismatch_is_one_line(script: Any, tag: str, version: str, said: str) -> None:
    with pytest.raises(script.ReleaseError) as caught:
        script.release_notes(tag, version, CHANGELOG)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_the_command_fails_with_one_line() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "v99.0.0"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"The tag 'v99.0.0' is not v{__version__}, ")


@pytest.mark.parametrize(
    ("heading", "version", "is_released"),
    [
        ("## 0.2.0 (2027-01-02)", "0.2.0", True),
        ("## 0.2.0 - 2027-01-02", "0.2.0", True),
        ("## v0.2.0", "0.2.0", True),
        ("## [0.2.0] - 2027-01-02", "0.2.0", True),
        ("## 1.0rc1 (2027-01-02)", "1.0rc1", True),
        ("## 0.2.0 (unreleased)", "0.2.0", False),
        ("## Unreleased", "", False),
    ],
)
def test_a_heading_names_the_release(heading: str, version: str, is_released: bool) -> None:
    assert sections(f"# Changelog\n\n{heading}\n\n* x\n") == [
        Section(version, is_released, 3, heading, "* x")
    ]


def test_the_changelog_has_a_section_for_the_current_version() -> None:
    found = sections((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found[0].version == __version__ and found[0].body


def test_no_file_of_the_project_is_ignored_by_git() -> None:
    """The build backend leaves ignored files out of the package, even if they are committed."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout == ""
