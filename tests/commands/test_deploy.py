"""A published site is deployed to a folder by rsync, or to a branch by git; the changes are shown first."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import need
from monologue.commands.deploy.by_branch import fits
from monologue.commands.deploy.plan import DeployError, Target, carry_out, plan, read_target
from monologue.commands.deploy.targets import rsync_fault
from monologue.commands.output.written import RefusedError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a commit, a remote, and a published site that git ignores."""
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
    """Deploy, and return the changes that were shown first."""
    planned = plan(root, root / "output", target)
    carry_out(root, root / "output", planned)
    return planned.changes


@pytest.fixture
def place(tmp_path: Path) -> Path:
    need(shutil.which("rsync") is not None, "rsync")
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


def test_rsync_shows_the_changes_first_and_then_makes_them(root: Path, place: Path) -> None:
    target = Target(rsync=f"{place}/")
    planned = plan(root, root / "output", target)
    assert "about/index.html" in planned.changes
    assert not any(place.iterdir())
    carry_out(root, root / "output", planned)
    assert (place / "about/index.html").read_bytes() == b"About\r\n"
    (root / "output/index.html").touch()
    assert plan(root, root / "output", target).changes == ""


UNUSUAL = [
    "a b.html",
    "é日本.html",
    "[x]*?.html",
    "back\\slash",
    "back\\s[x]",
    "-rf",
    "new\nline",
    "\\#101.txt",
    "P *",
]
"""Names that rsync, its patterns or its output could misread."""


def test_rsync_deletes_only_deployed_files_and_shows_them_first(root: Path, place: Path) -> None:
    for folder in (root / "output", root / "output/gone", place, place / "theirs"):
        folder.mkdir(exist_ok=True)
        for name in UNUSUAL if folder.name in ("gone", "theirs") else ["x.txt"]:
            (folder / name).write_text(name, encoding="utf-8")
    (place / ".htaccess").write_text("theirs", encoding="utf-8")
    target = Target(rsync=f"{place}/")
    deploy(root, target)
    (place / "gone/theirs.txt").write_text("theirs", encoding="utf-8")
    shutil.rmtree(root / "output/gone")
    shutil.rmtree(root / "output/about")
    (root / "output/index.html").write_text("New", encoding="utf-8")
    planned = plan(root, root / "output", target)
    kept = [".htaccess", "gone/theirs.txt", *(f"theirs/{name}" for name in UNUSUAL)]
    assert planned.kept == tuple(sorted(kept))
    lines = planned.changes.split("\n")
    assert [line.startswith("*deleting") for line in lines] == [True] * (len(UNUSUAL) + 2) + [False]
    carry_out(root, root / "output", planned)
    left = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert left == {*kept, "x.txt", "index.html", "build.log"}
    assert not (place / "about").exists()
    assert plan(root, root / "output", target).changes == ""


def test_with_delete_rsync_deletes_every_file_that_is_not_in_the_output(root: Path, place: Path) -> None:
    (place / ".htaccess").write_text("theirs", encoding="utf-8")
    planned = plan(root, root / "output", Target(rsync=str(place)), delete=True)
    assert planned.changes.startswith("*deleting   .htaccess\n") and not planned.kept
    carry_out(root, root / "output", planned)
    assert not (place / ".htaccess").exists()


def test_a_relative_rsync_folder_starts_at_the_site(root: Path, place: Path) -> None:
    deploy(root, Target(rsync="../www/"))
    assert (place / "index.html").exists()


@pytest.mark.parametrize(
    "target",
    [
        *("me@host:", "me@host:/", "me@host://", "me@host:.", "me@host:./", "me@host:..", "me@host:../.."),
        *("me@host:~", "me@host:~/", "me@host:~/.", "me@host:~bob/", "me@host:/home/me/", "me@host:/root"),
        *("host:/var/www/../..", "host:$HOME/", "host:`pwd`/", "host:a b", "host:-x", "me@[::1]:", "@host:"),
        *(
            "host::",
            "host::/",
            "rsync://",
            "rsync://host",
            "rsync://host/",
            ":www",
            "me@-oProxyCommand=x:www",
        ),
        *("-e x", "--delete", "-x@host:www", " host:www", "host:www\n", "host:w\0w"),
        *("/", "//", ".", "./", "..", "~", "~/www", "output", "output/x", "content/", "../site", "../.."),
    ],
)
def test_an_rsync_target_that_holds_more_than_a_site_is_refused(root: Path, target: str) -> None:
    with pytest.raises(DeployError, match=r"^DEPLOY\['rsync'\] is ") as refusal:
        plan(root, root / "output", Target(rsync=target))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "target",
    [
        "host:/var/www/site/",
        "me@host:www",
        "me@host:~/www/",
        "[::1]:/srv/x",
        "host::site",
        "rsync://host/site/",
    ],
)
def test_an_rsync_target_that_names_a_folder_is_accepted(root: Path, target: str) -> None:
    assert rsync_fault(root, target) == ""


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


def test_neither_planning_nor_deploying_changes_the_work_tree_or_the_index(root: Path) -> None:
    (root / "new.md").write_text("not committed", encoding="utf-8")
    git(root, "add", "new.md")
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD"), git(root, "branch")
    deploy(root, Target(branch="pages"))
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD"), git(root, "branch")) == before


def test_what_somebody_else_pushed_since_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    target = Target(branch="pages")
    deploy(root, target)
    (root / "output/index.html").write_text("Mine", encoding="utf-8")
    mine = plan(root, root / "output", target)
    (root / "output/index.html").write_text("Theirs", encoding="utf-8")
    deploy(root, target)
    with pytest.raises(DeployError, match="rejected"):
        carry_out(root, root / "output", mine)
    assert git(tmp_path / "remote.git", "show", "pages:index.html") == "Theirs"


def commit_there(tmp_path: Path, branch: str, *, base: str = "", **files: str) -> None:
    """Commit files to a branch of the remote, as a host does."""
    clone = tmp_path / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    git(tmp_path, "clone", "--quiet", "remote.git", "clone")
    git(clone, "checkout", "--quiet", *(["-B", branch, f"origin/{base}"] if base else ["--orphan", branch]))
    for name, text in files.items():
        (clone / name.replace("_", ".")).write_text(text, encoding="utf-8")
    git(clone, "add", ".")
    git(clone, "-c", "user.name=H", "-c", "user.email=h@example.org", "commit", "--quiet", "-m", "Theirs")
    git(clone, "push", "--quiet", "origin", f"{branch}:{branch}")


def files_there(tmp_path: Path, branch: str) -> set[str]:
    return set(git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", branch).split())


def test_what_the_host_added_to_a_branch_is_kept(root: Path, tmp_path: Path) -> None:
    target = Target(branch="pages")
    deploy(root, target)
    commit_there(tmp_path, "pages", base="pages", CNAME="example.org")
    for text in ("First", "Second", "Third"):
        (root / "output/index.html").write_text(text, encoding="utf-8")
        planned = plan(root, root / "output", target)
        assert (planned.changes.split("\n")[-1], planned.kept) == ("M\tindex.html", ("CNAME",))
        carry_out(root, root / "output", planned)
    assert git(tmp_path / "remote.git", "show", "pages:CNAME") == "example.org"
    (root / "output/CNAME").write_text("mine", encoding="utf-8")
    deploy(root, target)
    (root / "output/CNAME").unlink()
    assert deploy(root, target) == "D\tCNAME", "the site had its own CNAME in between"


def test_with_delete_what_the_host_added_to_a_branch_is_deleted_and_shown_first(
    root: Path, tmp_path: Path
) -> None:
    target = Target(branch="pages")
    deploy(root, target)
    commit_there(tmp_path, "pages", base="pages", zzz="theirs")
    (root / "output/a.html").write_text("new", encoding="utf-8")
    planned = plan(root, root / "output", target, delete=True)
    assert (planned.changes, planned.kept) == ("D\tzzz\nA\ta.html", ())


def test_a_site_that_another_program_deployed_to_a_branch_is_taken_over(root: Path, tmp_path: Path) -> None:
    commit_there(tmp_path, "pages", index_html="old", CNAME="example.org")
    assert "M\tindex.html" in deploy(root, Target(branch="pages"))
    assert files_there(tmp_path, "pages") == {
        ".nojekyll",
        "CNAME",
        "about/index.html",
        "build.log",
        "index.html",
    }


@pytest.mark.parametrize("path", ["a/b", "a", "a/b/c"])
def test_a_file_whose_path_conflicts_with_the_site_is_not_kept(path: str) -> None:
    assert not fits(path, {"a/b"})
    assert fits("a/c", {"a/b"}) and fits("ab", {"a/b"})


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("checked out", "main is checked out in this repository"),
        ("checked out and pushed", "main is checked out in this repository"),
        ("checked out in another work tree", "other is checked out in this repository"),
        (
            "based on the sources",
            "work of origin does not hold a published site: it contains commits of your sources",
        ),
        ("sources of another project", "does not hold a published site: it contains pyproject.toml"),
        ("anything", "does not hold a published site: it has no index.html"),
    ],
)
def test_a_branch_that_holds_sources_is_refused(root: Path, tmp_path: Path, case: str, said: str) -> None:
    branch = "work"
    if case.startswith("checked out"):
        branch = "main"
    if case == "checked out and pushed":
        git(root, "push", "--quiet", "origin", "main")
    if case == "checked out in another work tree":
        branch = "other"
        git(root, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "tree"))
    if case == "based on the sources":
        git(root, "push", "--quiet", "origin", "main")
        commit_there(tmp_path, "work", base="main", index_html="not of a site")
    if case == "sources of another project":
        commit_there(tmp_path, "work", pyproject_toml="", index_html="")
    if case == "anything":
        commit_there(tmp_path, "work", notes_txt="")
    before = git(tmp_path / "remote.git", "for-each-ref")
    with pytest.raises(DeployError, match=said):
        deploy(root, Target(branch=branch))
    assert git(tmp_path / "remote.git", "for-each-ref") == before


def test_another_remote_may_have_a_branch_of_the_same_name(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "user.github.io.git")
    git(root, "remote", "add", "user", str(tmp_path / "user.github.io.git"))
    git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    deploy(root, Target(branch="main", remote="user"))
    assert "index.html" in git(tmp_path / "user.github.io.git", "ls-tree", "--name-only", "main")


@pytest.mark.parametrize(
    "branch", ["-f", "--force", "+main", "a:b", "refs/heads/x", "HEAD", "a b", "a\nb", "@"]
)
def test_an_invalid_branch_name_is_refused(root: Path, branch: str) -> None:
    with pytest.raises(DeployError, match="is not the name of a branch"):
        plan(root, root / "output", Target(branch=branch))


@pytest.mark.parametrize("remote", ["", "-x", "--upload-pack=touch x", "a\nb"])
def test_an_invalid_remote_name_is_refused(root: Path, remote: str) -> None:
    with pytest.raises(DeployError, match="is not the name of a remote"):
        plan(root, root / "output", Target(branch="pages", remote=remote))


def test_a_repository_in_the_output_is_not_deployed(root: Path) -> None:
    (root / "output/sub/.git").mkdir(parents=True)
    for target in (Target(branch="pages"), Target(rsync="../www")):
        with pytest.raises(RefusedError, match="belongs to a repository"):
            plan(root, root / "output", target)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "publishconf.py does not set DEPLOY"),
        ("DEPLOY = 'x'", "must be a dictionary of strings, not 'x'"),
        ("DEPLOY = {'brnch': 'x'}", r"DEPLOY\['brnch'\] is not a setting \(did you mean branch\?\)"),
        ("DEPLOY = {'rsync': 'a', 'branch': 'b'}", "must have exactly one of 'rsync' and 'branch'"),
        ("DEPLOY = {'branch': ''}", "must have exactly one of 'rsync' and 'branch'"),
        ("1 / 0", "publishconf.py cannot be read: ZeroDivisionError"),
    ],
)
def test_an_invalid_setting_is_reported_in_one_line(tmp_path: Path, settings: str, said: str) -> None:
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
def test_a_target_that_does_not_exist_is_reported_with_the_message_of_the_program(
    root: Path, target: Target, said: str
) -> None:
    need(shutil.which("rsync") is not None, "rsync")
    with pytest.raises(DeployError, match=said):
        deploy(root, target)
