"""Only files that our builds wrote are removed from the output."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run_pelican
from monologue.build_cache.settings import Settings
from monologue.commands.output.work_folder import locked
from monologue.commands.output.written import (
    RefusedError,
    list_of,
    listed,
    remove_listed,
    remove_store,
    survey,
)
from monologue.commands.site_settings import store_folder
from monologue.core.cache import FOLDER

from .publishing import builds, folders, new_site, publish, refused, write, write_build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_site(tmp_path)


@pytest.mark.parametrize("mark", [".git/HEAD", ".git", ".hg/requires", "sub/.git", "sub/module/.git/HEAD"])
@pytest.mark.parametrize("before", ["published", "made by hand"])
def test_a_repository_is_never_replaced(root: Path, mark: str, before: str) -> None:
    if before == "published":
        publish(root)
    mine = write(root / "output" / mark, "mine")
    marked = mark.removesuffix("/HEAD").removesuffix("/requires")
    assert f"output/{marked} belongs to a repository, which is never replaced (move it elsewhere)" in refused(
        root
    )
    with pytest.raises(RefusedError, match="belongs to a repository"):
        remove_listed(root / "output")
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["notes.txt", "google1234.html", "pages/mine.html", "a b/c'd.txt", "-rf"])
@pytest.mark.usefixtures("published")
def test_a_file_that_no_build_wrote_is_named_and_kept(root: Path, name: str) -> None:
    mine = write(root / "output" / name, "mine")
    write_build(root, 2)
    assert f"no build wrote output/{name}: move or delete" in refused(root)
    assert mine.read_text(encoding="utf-8") == "mine"
    mine.unlink()
    assert builds(root) == {"1"}
    assert publish(root) == (0, "")


def test_of_many_files_the_first_ones_are_named_and_all_can_be_kept(root: Path) -> None:
    for name in "abcde":
        write(root / f"output/mine/{name}.txt", name)
    said = refused(root)
    assert "no build wrote output/mine/a.txt, output/mine/b.txt, output/mine/c.txt and 2 more:" in said
    assert "OUTPUT_RETENTION = ['CNAME', 'kept', 'mine']" in said
    assert "(or delete output/ if a plain `pelican` wrote all of it)" in said
    with (root / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write("OUTPUT_RETENTION = ['CNAME', 'kept', 'mine']\n")
    assert publish(root) == (0, "")
    assert len(list((root / "output/mine").iterdir())) == 5


@pytest.mark.usefixtures("published")
def test_what_the_settings_keep_is_carried_over(root: Path) -> None:
    cname = write(root / "output/CNAME", "example.org")
    os.utime(cname, (1, 1))
    write(root / "output/kept/deep/file", "mine")
    (root / "output/kept/link").symlink_to("/nowhere")
    write_build(root, 2)
    for _ in range(2):
        assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert (cname.read_text(encoding="utf-8"), cname.stat().st_mtime) == ("example.org", 1)
    assert (root / "output/kept/deep/file").read_text(encoding="utf-8") == "mine"
    assert (root / "output/kept/link").readlink() == Path("/nowhere")


def test_a_published_file_that_somebody_changed_is_kept(root: Path) -> None:
    page = write(root / "content/pages/gone.md", "---\ntitle: Gone\n---\n")
    publish(root)
    page.unlink()
    changed = root / "output/pages/gone.html"
    changed.write_text("by hand", encoding="utf-8")
    assert "no build wrote output/pages/gone.html" in refused(root)
    assert changed.read_text(encoding="utf-8") == "by hand"


def test_what_a_plain_run_of_pelican_wrote_is_replaced_without_a_list(root: Path) -> None:
    """Also its drafts, which a publish does not write: they must not remain in the published site."""
    write(root / "content/pages/draft.md", "---\ntitle: Draft\nstatus: draft\n---\n")
    shutil.copy(root / "publishconf.py", root / "pelicanconf.py")
    with (root / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write('DRAFT_PAGE_SAVE_AS = ""\n')
    assert run_pelican(root).status == 0
    assert (root / "output/drafts/pages/draft.html").exists()
    write_build(root, 2)
    assert publish(root) == (0, "")
    assert builds(root) == {"2"}
    assert not (root / "output/drafts").exists()
    assert folders(root) == ["content", "output"]


@pytest.mark.parametrize("kind", ["a file", "a pipe", "a link to itself", "a link to the site's own folder"])
def test_an_output_that_is_not_a_separate_folder_is_left_unchanged(root: Path, kind: str) -> None:
    output = root / "output"
    if kind == "a file":
        output.write_text("mine", encoding="utf-8")
    elif kind == "a pipe" and os.name == "nt":
        pytest.skip("Windows has no pipes in folders")
    elif kind == "a pipe":
        os.mkfifo(output)
    else:
        output.symlink_to("output" if kind == "a link to itself" else ".")
    before = sorted(root.iterdir()), output.lstat().st_ino
    refused(root)
    assert (sorted(root.iterdir()), output.lstat().st_ino) == before


@pytest.mark.usefixtures("published")
def test_files_of_file_managers_are_ignored(root: Path) -> None:
    for name in (".DS_Store", "images/Thumbs.db"):
        write(root / "output" / name, "x")
    assert publish(root) == (0, "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": {"a": "b"}}', "\0"])
@pytest.mark.usefixtures("published")
def test_an_unreadable_list_counts_as_missing(root: Path, text: str) -> None:
    write(list_of(root / "output"), text)
    assert listed(root / "output") == {}
    assert publish(root) == (0, "")
    assert "pages/page-00.html" in listed(root / "output")


@pytest.mark.usefixtures("published")
def test_the_list_is_not_published(root: Path) -> None:
    written = {
        path.relative_to(root / "output").as_posix(): [path.stat().st_size]
        for path in (root / "output").rglob("*")
        if path.is_file()
    }
    assert json.loads(list_of(root / "output").read_text(encoding="utf-8")) == {"files": written}


@pytest.mark.usefixtures("published")
def test_cleaning_removes_the_built_files_and_returns_the_others(root: Path) -> None:
    write(root / "output/mine/file", "mine")
    write(root / "output/pages/page-00.html", "by hand")
    assert remove_listed(root / "output") == ["mine/file", "pages/page-00.html"]
    left = sorted(path.relative_to(root).as_posix() for path in (root / "output").rglob("*"))
    assert left == ["output/mine", "output/mine/file", "output/pages", "output/pages/page-00.html"]
    for path in ("mine/file", "pages/page-00.html"):
        (root / "output" / path).unlink()
    assert remove_listed(root / "output") == []
    assert not (root / "output").exists()


def test_cleaning_removes_the_build_cache_but_no_other_file(root: Path) -> None:
    for name in ("build.sqlite", "build.sqlite-journal", "mine"):
        write(root / f".monologue/{name}", "x")
    remove_store(root / ".monologue")
    assert [path.name for path in (root / ".monologue").iterdir()] == ["mine"]
    (root / ".monologue/mine").unlink()
    remove_store(root / ".monologue")
    remove_store(root / ".monologue")
    assert not (root / ".monologue").exists()


def test_the_build_cache_is_in_the_folder_of_the_settings(root: Path) -> None:
    assert Settings().folder == FOLDER
    settings = root / "pelicanconf.py"
    for text, folder in {
        "": ".monologue",
        "BUILD_CACHE = False": ".monologue",
        "BUILD_CACHE = {'folder': '.cache/site'}": ".cache/site",
        "BUILD_CACHE = {'folder'": ".monologue",
    }.items():
        write(settings, f"PATH = 'content'\n{text}\n")
        assert store_folder(root) == root / folder


def test_a_folder_that_cannot_be_read_stops_a_publish(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because the tests may run as the superuser, who can read every folder."""
    hidden = write(root / "output/hidden/file", "mine").parent

    def scandir(path: str, scandir: Callable[[str], object] = os.scandir) -> object:
        if Path(path) == hidden:
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(PermissionError):
        survey(root / "output")


def test_the_lock_is_released_after_a_refusal(root: Path) -> None:
    write(root / "output/.git", "mine")
    refused(root)
    with locked(root / "output"):
        pass
