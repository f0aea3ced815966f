"""The commands on Windows and macOS, which are simulated: open files, ports, missing functions."""

import ctypes
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT
from invoke import Context, Exit
from monologue.commands import publish as publishing
from monologue.commands.build import builder, process
from monologue.commands.build.process import Build, build
from monologue.commands.build.renames import renamed, renames_of
from monologue.commands.new_site import Owner
from monologue.commands.new_site import new_site as make_site
from monologue.commands.output import work_folder
from monologue.commands.output.work_folder import MARKER, TEXT, locked
from monologue.commands.output.written import list_of, write_whole
from monologue.commands.serve import loop, server, watcher
from monologue.commands.serve.files import find
from monologue.commands.serve.server import open_server
from monologue.commands.serve.site import Site
from monologue.commands.tasks import keeping, writing
from monologue.core.adapter import system
from readme import command

from .publishing import new_site, write, write_build

IN_USE = PermissionError(
    errno.EACCES, "The process cannot access the file because it is being used by another process"
)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate Windows as far as Python's modules allow it on another system."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(system, "PAUSE", 0)
    monkeypatch.delattr(os, "sync", raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=0, locking=lambda *_: None))
    monkeypatch.setitem(sys.modules, "fcntl", None)

    def cannot_load(name: str | None, **_: object) -> None:
        raise TypeError("argument of type 'NoneType' is not iterable")

    monkeypatch.setattr(ctypes, "CDLL", cannot_load)


def busy(monkeypatch: pytest.MonkeyPatch, function: str, times: int) -> list[str]:
    """Make a method of ``Path`` fail the first ``times`` times; return the names that it was called for."""
    real, called = getattr(Path, function), []

    def sometimes(self: Path, *arguments: object, **keywords: object) -> object:
        called.append(self.name)
        if len(called) <= times:
            raise IN_USE
        return real(self, *arguments, **keywords)

    monkeypatch.setattr(Path, function, sometimes)
    return called


@pytest.mark.usefixtures("windows")
def test_a_site_is_published_again_on_windows(tmp_path: Path) -> None:
    """There, two folders cannot be exchanged, and an inherited lock does not exist."""
    root = new_site(tmp_path)
    for number in (1, 2):
        write_build(root, number)
        assert publishing.publish(root, root / "output") == 0
        page = (root / "output/pages/page-00.html").read_bytes()
        assert f"Build {number}.".encode() in page
    assert sorted(path.name for path in root.iterdir()) == [
        ".output-files.json",
        "content",
        "output",
        "publishconf.py",
    ]


@pytest.mark.usefixtures("windows")
def test_a_file_that_is_open_briefly_does_not_stop_a_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, place = tmp_path / "new", tmp_path / "output"
    write(new / "index.html", "new")
    write(place / "index.html", "old")
    called = busy(monkeypatch, "rename", 3)
    publishing.swap(new, place)
    assert (place / "index.html").read_text(encoding="utf-8") == "new"
    assert called == ["output", "output", "output", "output", "new"]


@pytest.mark.usefixtures("windows")
def test_a_file_that_stays_open_leaves_the_published_site_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, place = tmp_path / "new", tmp_path / "output"
    write(new / "index.html", "new")
    write(place / "index.html", "old")
    busy(monkeypatch, "rename", 1000)
    with pytest.raises(PermissionError):
        publishing.swap(new, place)
    assert (place / "index.html").read_text(encoding="utf-8") == "old"


@pytest.mark.usefixtures("windows")
def test_a_file_of_the_last_build_that_is_open_briefly_is_deleted_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    folder = work_folder.work_folder(output)
    write(folder / MARKER, TEXT)
    write(folder / "new/index.html", "unfinished")
    real, calls = shutil.rmtree, []

    def sometimes(path: Path) -> None:
        calls.append(path)
        if len(calls) < 3:
            raise IN_USE
        real(path)

    monkeypatch.setattr(shutil, "rmtree", sometimes)
    with locked(output):
        assert not (folder / "new").exists()
    assert not folder.exists()


@pytest.mark.usefixtures("windows")
def test_the_marker_of_a_run_is_recognized_after_the_run_was_killed(tmp_path: Path) -> None:
    """Written as text, Windows would end its line with other bytes."""
    output = tmp_path / "output"
    with locked(output) as place:
        assert (place.folder / MARKER).read_bytes() == TEXT.encode()


@pytest.mark.usefixtures("windows")
def test_a_list_that_is_open_briefly_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = list_of(tmp_path / "output")
    write(path, "old")
    busy(monkeypatch, "replace", 2)
    write_whole(path, "new\n")
    assert path.read_bytes() == b"new\n"


@pytest.mark.usefixtures("windows")
def test_a_new_site_is_made_although_a_scanner_has_a_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(monkeypatch, "rename", 2)
    (tmp_path / "mine").mkdir()  # an existing, empty folder: a rename never replaces one on Windows
    make_site(tmp_path / "mine", Owner("N", "A"), date(2026, 3, 2))
    assert (tmp_path / "mine/pelicanconf.py").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.usefixtures("windows")
def test_a_note_that_cannot_be_deleted_does_not_fail_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_site(tmp_path / "site")
    busy(monkeypatch, "unlink", 1)
    assert build(root, tmp_path / "built", "publishconf.py", "error").status == 0


def test_an_error_of_the_system_fails_one_build_and_serving_continues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise IN_USE

    monkeypatch.setattr(builder, "build", refused)
    made = builder.Builder(tmp_path, "pelicanconf.py").build(tmp_path / "new")
    assert made.status and made.report.count("\n") == 0
    assert made.report.startswith("The build did not run: ") and "used by another process" in made.report
    site = Site(tmp_path, "1")
    loop.show(site, made, 2)
    assert (site.folder, site.report) == (tmp_path, made.report)


def test_a_replaced_build_whose_file_is_open_stays_until_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def refused(*arguments: object, **keywords: object) -> None:
        raise IN_USE

    site = Site()
    for number in range(2):
        write(tmp_path / f"{number}/index.html", str(number))
    loop.show(site, Build(tmp_path / "0", 0, "", ""), 0)
    monkeypatch.setattr(os, "unlink", refused)
    loop.show(site, Build(tmp_path / "1", 0, "", ""), 1)
    loop.remove_unused(site)
    monkeypatch.setattr(os, "unlink", real)
    assert site.folder == tmp_path / "1"
    assert (tmp_path / "0/index.html").is_file()


def test_a_settings_file_that_an_editor_replaces_does_not_stop_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "pelicanconf.py", "")
    real = Path.stat

    def replaced(self: Path, **keywords: object) -> os.stat_result:
        if self.name == "pelicanconf.py" and sys._getframe(1).f_code.co_name == "stamps_of":
            raise IN_USE
        return real(self, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "stat", replaced)
    assert set(watcher.stamps_of(tmp_path, ()).values()) == {None}


def test_a_folder_that_is_deleted_while_it_is_searched_does_not_stop_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "content/a/b.md", "")
    write(tmp_path / "content/c.md", "")
    real = os.scandir

    def deleted(path: str) -> object:
        if str(path).endswith("a"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return real(path)

    monkeypatch.setattr(os, "scandir", deleted)
    assert len(list(watcher.changed_below([tmp_path / "content"], 0))) == 2  # the folder, and the other file


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("refusal", [errno.EADDRINUSE, errno.EACCES], ids=["in use", "reserved"])
def test_on_windows_a_port_is_never_shared_and_the_next_one_is_used(
    refusal: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """There, SO_REUSEADDR lets two programs listen on one port; SO_EXCLUSIVEADDRUSE prevents it."""
    exclusive = socket.SO_KEEPALIVE  # another option stands for it, which this system has
    monkeypatch.setattr(server, "EXCLUSIVE", exclusive)
    real = server.ThreadingTCPServer.server_bind

    def windows_bind(self: server.Server) -> None:
        assert self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0
        assert self.socket.getsockopt(socket.SOL_SOCKET, exclusive) == 1
        assert not self.allow_reuse_address
        if self.server_address[1] == busy_port:
            raise OSError(refusal, "the port is not available")
        real(self)

    monkeypatch.setattr(server.ThreadingTCPServer, "server_bind", windows_bind)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy_port = taken.getsockname()[1]
        with open_server("127.0.0.1", busy_port, Site(tmp_path, "1")) as other:
            assert other.server_address[1] > busy_port


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "path",
    [
        "/\\\\evil.example\\share\\a",
        "/C:/Windows/win.ini",
        "/index.html::$DATA",
        "/con",
        "/aux.html",
        "/nul/",
    ],
)
def test_on_windows_no_request_reaches_a_device_a_drive_or_another_machine(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "index.html", "Home")
    write(tmp_path / "aux.html", "not a file on Windows")
    assert find(tmp_path, "/index.html")
    monkeypatch.setattr(os.path, "realpath", lambda _: pytest.fail("the system was asked for the path"))
    assert find(tmp_path, path) is None


def test_on_macos_two_folders_are_exchanged_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """renamex_np(2) with RENAME_SWAP, which is 2 in sys/stdio.h."""
    asked: list[tuple[bytes, bytes, int]] = []

    def renamex_np(one: bytes, other: bytes, flags: int) -> int:
        asked.append((one, other, flags))
        return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renamex_np=renamex_np))
    (tmp_path / "output").mkdir()
    publishing.swap(tmp_path / "new", tmp_path / "output")
    assert asked == [(bytes(tmp_path / "new"), bytes(tmp_path / "output"), 2)]


def test_missing_signals_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has neither SIGHUP nor a SIGTERM that reaches a handler."""
    monkeypatch.delattr(signal, "SIGHUP", raising=False)
    with publishing.ended_by_signals():
        pass


def test_without_file_locks_and_user_ids_serving_has_its_folder(tmp_path: Path) -> None:
    program = (
        "import os, sys; sys.modules['fcntl'] = None; del os.getuid; os.__dict__.pop('O_NOFOLLOW')\n"
        "from monologue.commands.serve.scratch import scratch\n"
        "with scratch() as folder: print(folder.is_dir())\n"
        "print(folder.exists())\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT / "plugins")}
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["True", "False"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_task_prints_any_text_whatever_the_encoding_of_the_output(encoding: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT / "plugins")}
    site = tmp_path / "日本"
    line = [sys.executable, "-m", "monologue", "new-site", str(site), "--yes", "--name=…"]
    done = subprocess.run(line, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u65e5\\u672c is a site." in done.stdout
    write(site / "content/blog/x.md", "---\ntitle: 日本\ndate: 2026-01-02\n---\n\n[…](/日本/)\n")
    line = [sys.executable, "-m", "monologue", "build"]
    done = subprocess.run(line, cwd=site, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert b"content/blog/x.md:6:5: error[broken-target] /\\u65e5\\u672c/" in done.stderr


def test_a_build_prints_utf_8_whatever_the_encoding_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252:strict")
    root = new_site(tmp_path / "site")
    write(root / "content/pages/日本.md", "---\ntitle: 日本\ndate: 2024-09-31\n---\n")
    made = build(root, tmp_path / "built", "publishconf.py", "error")
    assert "content/pages/日本.md:3:" in made.report


def test_on_windows_a_build_reads_files_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a theme or a plugin that does not name an encoding would read its files as cp1252."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert process.environment()["PYTHONUTF8"] == "1"


def test_a_path_that_python_quoted_is_named_as_in_the_output(tmp_path: Path) -> None:
    """An error of the system has a path in quotes, in which Python doubles each backslash."""
    renames = (*renames_of(Path("C:\\site\\.output-work\\new"), "output", tmp_path),)
    said = "[WinError 5] Access is denied: 'C:\\\\site\\\\.output-work\\\\new/a.html'"
    assert renamed(said, renames) == "[WinError 5] Access is denied: 'output/a.html'"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines that are run instead of an editor."""
    found: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", found.append)
    return found


@pytest.mark.usefixtures("windows")
def test_an_editor_is_started_by_its_path_on_windows(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setenv("EDITOR", '"C:\\Program Files\\Code\\code.exe" --wait')
    writing.open_in_editor(Path("a b.md"))
    monkeypatch.delenv("EDITOR")
    writing.open_in_editor(Path("a b.md"))
    assert started == [["C:\\Program Files\\Code\\code.exe", "--wait", "a b.md"], ["notepad", "a b.md"]]


@pytest.mark.parametrize("editor", ["no-such-editor-here", '"not closed'])
def test_an_editor_that_cannot_be_started_is_reported_in_one_line(
    editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(Exit) as stopped:
        writing.open_in_editor(Path("a.md"))
    assert str(stopped.value).startswith(f"EDITOR is {editor}, which cannot be started: ")


@pytest.mark.usefixtures("windows")
def test_the_next_step_after_a_new_site_works_in_powershell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keeping.new_site.body(Context(), "my site", yes=True)
    assert capsys.readouterr().out == 'my site is a site. Next: cd "my site"; monologue serve\n'


POSIX_TO_WINDOWS: list[tuple[str, str]] = [("python3", "py"), (".venv/bin/", ".venv\\Scripts\\")]


@pytest.mark.parametrize("name", ["build", "test"])
def test_the_readme_has_the_same_command_for_powershell(name: str) -> None:
    """PowerShell 5.1, which Windows comes with, does not have ``&&``; the line runs ``cmd``, which has."""
    line = command(name)
    for before, after in POSIX_TO_WINDOWS:
        line = line.replace(before, after)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f'\n    cmd /c "{line}"\n' in readme


def test_no_other_command_of_the_readme_needs_a_shell_of_unix() -> None:
    lines = re.findall(r"^    (\S.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    known = {command("build"), command("test")}
    assert [one for one in lines if "&&" in one and one not in known and not one.startswith("cmd /c")] == []
