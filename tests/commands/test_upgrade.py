"""An upgrade shows what is new, and changes workflows and requirements only, after asking."""

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from invoke import Context
from monologue import __version__
from monologue.commands import upgrade
from monologue.commands.new_site import Owner, new_site, version_range
from monologue.commands.tasks import keeping
from monologue.core import renamed
from monologue.core.renamed import Renamed

from .test_new_site import monologue

CHANGELOG = """# Changelog

## Unreleased

* Newest.

## 0.3.0 - 2027-02-01

* Middle.

## 0.2.1 - 2027-01-02

* Older.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    new_site(tmp_path / "site", Owner("Ada", "Ada"), date(2026, 11, 22))
    return tmp_path / "site"


def text_of(site: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_a_new_site_is_up_to_date(site: Path) -> None:
    done = monologue(site, "upgrade")
    assert done.returncode == 0
    assert done.stdout == f"This site has release {__version__}, the one that is installed.\n"


PINNED = "pelican-monologue==0.0.9 \\\n    --hash=sha256:abc\npelican-monologue==0.0.9 --hash=sha256:abc\n"


def test_a_requirement_that_is_pinned_by_hashes_is_unchanged(site: Path) -> None:
    (site / "requirements.txt").write_text(PINNED, encoding="utf-8")
    assert monologue(site, "upgrade", "--yes").returncode == 0
    assert (site / "requirements.txt").read_text(encoding="utf-8") == PINNED


def test_what_cannot_be_upgraded_is_one_line(site: Path) -> None:
    (site / "requirements.txt").write_bytes(b"\xff")
    done = monologue(site, "upgrade", "--yes")
    assert (done.returncode, done.stderr) == (1, "upgrade failed: requirements.txt is not UTF-8 text\n")
    (site / "requirements.txt").unlink()
    shutil.rmtree(site / ".github")
    (site / ".github").write_text("mine", encoding="utf-8")
    done = monologue(site, "upgrade", "--yes")
    assert (done.returncode, done.stderr) == (1, "upgrade failed: .github: File exists\n")


def test_an_older_site_gets_the_workflows_and_the_range_and_keeps_its_texts(site: Path) -> None:
    before = text_of(site)
    publish, links = site / ".github/workflows/publish.yml", site / ".github/workflows/links.yml"
    publish.write_text("name: old\n", encoding="utf-8")
    links.unlink()
    (site / "requirements.txt").write_text(
        "# mine\npelican-monologue>=0.0.9,<0.1 # site\nrich\n", encoding="utf-8"
    )
    done = monologue(site, "upgrade", "--yes")
    assert done.returncode == 0, done.stderr
    assert "-name: old\n" in done.stdout and "The first version." in done.stdout
    wanted = f"# mine\npelican-monologue{version_range(__version__)} # site\nrich\n"
    assert (site / "requirements.txt").read_text(encoding="utf-8") == wanted
    after = {**text_of(site), str(site / "requirements.txt"): before[str(site / "requirements.txt")]}
    assert after == before


def test_without_a_confirmation_nothing_is_written(site: Path) -> None:
    (site / ".github/workflows/publish.yml").write_text("name: mine\n", encoding="utf-8")
    before = text_of(site)
    done = monologue(site, "upgrade", asked="")
    assert "-name: mine" in done.stdout
    assert ".github/workflows/publish.yml is unchanged.\n" in done.stdout
    assert text_of(site) == before


def test_line_ends_of_windows_are_no_difference(site: Path) -> None:
    path = site / ".github/workflows/links.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(upgrade.changes_of(site)) == []


@pytest.mark.parametrize(
    ("version", "news"),
    [
        ("0.2.0", ["Newest", "Middle", "Older"]),
        ("0.2.1", ["Newest", "Middle"]),
        ("0.3.0", ["Newest"]),
        ("0.4.0", []),
        ("", ["Newest", "Middle", "Older"]),
    ],
)
def test_the_news_are_those_of_later_releases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, news: list[str]
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    monkeypatch.setattr(upgrade, "CHANGELOGS", (tmp_path / "CHANGELOG.md",))
    monkeypatch.setattr(upgrade, "__version__", "0.4.0")
    text = upgrade.changes_since(version)
    assert [word for word in ("Newest", "Middle", "Older") if word in text] == news


@pytest.mark.parametrize(
    ("requirements", "version"),
    [
        ("pelican-monologue>=0.2,<0.3\n", "0.2"),
        ("rich\npelican-monologue[x] == 1.2.3\n", "1.2.3"),
        ("pelican-monologue\n", ""),
        ("other>=1\n", ""),
    ],
)
def test_the_release_of_a_site_is_in_its_requirements(site: Path, requirements: str, version: str) -> None:
    (site / "requirements.txt").write_text(requirements, encoding="utf-8")
    assert upgrade.version_of(site) == version
    shutil.copy(site / "requirements.txt", site / "old.txt")
    (site / "requirements.txt").unlink()
    assert upgrade.version_of(site) == ""


FONT = Renamed("MONOLOGUE", "font", "typeface", "99.0")


def upgraded(site: Path, monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> None:
    """Run the task in this process, in which the table of renamed keys has an entry."""
    monkeypatch.setattr(renamed, "RENAMED", (FONT,))
    monkeypatch.setattr("sys.path", [str(ROOT / "plugins"), *sys.path])
    monkeypatch.chdir(site)
    for name in ("pelicanconf", "publishconf"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    keeping.upgrade(Context(), yes=yes)


@pytest.mark.parametrize("yes", [True, False])
def test_a_renamed_setting_is_listed_and_written_after_asking(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], yes: bool
) -> None:
    path = site / "pelicanconf.py"
    new = path.read_bytes()
    old = new + b'MONOLOGUE = {"font": "serif"}\r\n# "font"\r\n'
    path.write_bytes(old)
    upgraded(site, monkeypatch, yes=yes)
    said = capsys.readouterr().out
    assert "MONOLOGUE['font'] is now MONOLOGUE['typeface'], and will stop working in 99.0.\n" in said
    assert '-MONOLOGUE = {"font": "serif"}\n+MONOLOGUE = {"typeface": "serif"}\n' in said
    assert path.read_bytes() == (old.replace(b'{"font"', b'{"typeface"') if yes else old)


def test_a_renamed_key_that_code_computes_is_only_listed(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (site / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write('MONOLOGUE = {"fo" + "nt": "serif"}\n')
    before = text_of(site)
    upgraded(site, monkeypatch, yes=True)
    assert "MONOLOGUE['font'] is now MONOLOGUE['typeface']" in capsys.readouterr().out
    assert {path: data for path, data in text_of(site).items() if "__pycache__" not in path} == before


def test_settings_that_cannot_be_read_stop_no_upgrade(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "pelicanconf.py").write_text("import nothing_such\n", encoding="utf-8")
    (site / ".github/as-text").unlink()
    upgraded(site, monkeypatch, yes=True)
    said = capsys.readouterr().out
    assert "Renamed settings are not listed: pelicanconf.py:1: " in said
    assert "ModuleNotFoundError" in said
    assert ".github/as-text is written." in said
