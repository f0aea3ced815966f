"""A published site goes to a folder by rsync, or to a branch by git; what would change is said first."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import need

from tools.deploy import DeployError, Target, carry_out, plan, read_target


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a commit, a remote of its own, and a published site that git is told to ignore."""
    for name, text in {
        "site/.gitignore": "output/\n*.log\n",
        "site/output/index.html": "Home",
        "site/output/about/index.html": "About\r\n",
        "site/output/build.log": "published like everything else",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    site = tmp_path / "site"
    git(site, "init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "A", "user.email": "a@example.org", "core.autocrlf": "input"}.items():
        git(site, "config", key, value)
    git(site, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Sources")
    return site


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout.decode()


def deploy(root: Path, target: Target) -> str:
    """Deploy, and return what was said before."""
    planned = plan(root, root / "output", target)
    carry_out(root, root / "output", planned)
    return planned.changes


def test_rsync_says_what_it_would_do_and_then_does_it(root: Path, tmp_path: Path) -> None:
    need(shutil.which("rsync") is not None, "rsync")
    place = tmp_path / "www"
    place.mkdir()
    (place / "gone.html").write_text("from an earlier site", encoding="utf-8")
    target = Target(rsync=f"{place}/")
    planned = plan(root, root / "output", target)
    assert "about/index.html" in planned.changes
    assert "deleting   gone.html" in planned.changes
    assert [path.name for path in place.iterdir()] == ["gone.html"]
    carry_out(root, root / "output", planned)
    assert (place / "about/index.html").read_bytes() == b"About\r\n"
    assert not (place / "gone.html").exists()
    (root / "output/index.html").touch()
    assert plan(root, root / "output", target).changes == ""


def test_a_branch_holds_the_site_byte_for_byte_and_nothing_else(root: Path, tmp_path: Path) -> None:
    target, remote = Target(branch="pages"), tmp_path / "remote.git"
    assert "A\tabout/index.html" in deploy(root, target)
    files = git(remote, "ls-tree", "-r", "--name-only", "pages").split()
    assert files == [".nojekyll", "about/index.html", "build.log", "index.html"]
    assert git(remote, "show", "pages:about/index.html") == "About\r\n"
    (root / "output/index.html").write_text("New home", encoding="utf-8")
    (root / "output/build.log").unlink()
    assert deploy(root, target) == "D\tbuild.log\nM\tindex.html"
    assert git(remote, "log", "--format=%s", "pages").split("\n")[:2] == ["Publish the site"] * 2
    assert plan(root, root / "output", target).changes == ""


def test_neither_planning_nor_deploying_touches_the_author_s_work(root: Path) -> None:
    (root / "new.md").write_text("not committed", encoding="utf-8")
    git(root, "add", "new.md")
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD"), git(root, "branch")
    deploy(root, Target(branch="pages"))
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD"), git(root, "branch")) == before


def test_what_somebody_else_pushed_meanwhile_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    target = Target(branch="pages")
    deploy(root, target)
    (root / "output/index.html").write_text("Mine", encoding="utf-8")
    mine = plan(root, root / "output", target)
    (root / "output/index.html").write_text("Theirs", encoding="utf-8")
    deploy(root, target)
    with pytest.raises(DeployError, match="rejected"):
        carry_out(root, root / "output", mine)
    assert git(tmp_path / "remote.git", "show", "pages:index.html") == "Theirs"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "publishconf.py does not say where to"),
        ("DEPLOY = 'x'", "must be a dictionary of texts, not 'x'"),
        ("DEPLOY = {'brnch': 'x'}", r"DEPLOY\['brnch'\] is not a setting \(did you mean 'branch'\?\)"),
        ("DEPLOY = {'rsync': 'a', 'branch': 'b'}", "needs either 'rsync' or 'branch'"),
        ("DEPLOY = {'branch': ''}", "needs either 'rsync' or 'branch'"),
        ("1 / 0", "publishconf.py cannot be read: ZeroDivisionError"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_one_line(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "publishconf.py").write_text(settings, encoding="utf-8")
    with pytest.raises(DeployError, match=said):
        read_target(tmp_path)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(branch="pages", remote="nowhere"), "^git: fatal: 'nowhere' does not appear"),
        (Target(rsync="/nowhere/at/all/"), "^rsync: "),
    ],
    ids=str,
)
def test_a_target_that_is_not_there_is_said_in_the_tool_s_own_words(
    root: Path, target: Target, said: str
) -> None:
    need(shutil.which("rsync") is not None, "rsync")
    with pytest.raises(DeployError, match=said):
        deploy(root, target)
