"""Differences between operating systems; Windows is simulated."""

import io
import shlex
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from monologue.core.adapter import system


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(system, "PAUSE", 0)


class Busy:
    """An action that fails as on Windows while a file is open, the given number of times."""

    def __init__(self, times: int, error: OSError) -> None:
        self.times, self.error, self.calls = times, error, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls <= self.times:
            raise self.error


IN_USE = PermissionError(13, "The process cannot access the file because it is being used by another process")
NOT_EMPTY = OSError(39, "The directory is not empty")


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("error", [IN_USE, NOT_EMPTY], ids=["in use", "not empty"])
def test_on_windows_an_open_file_is_renamed_or_deleted_a_little_later(error: OSError) -> None:
    action = Busy(3, error)
    system.patiently(action)
    assert action.calls == 4


@pytest.mark.usefixtures("windows")
def test_a_file_that_stays_open_raises_the_error_of_the_system() -> None:
    action = Busy(1000, IN_USE)
    with pytest.raises(PermissionError):
        system.patiently(action)
    assert action.calls == system.TRIES


@pytest.mark.usefixtures("windows")
def test_any_other_error_is_raised_at_once() -> None:
    action = Busy(1000, OSError(28, "No space left on device"))
    with pytest.raises(OSError, match="No space"):
        system.patiently(action)
    assert action.calls == 1


@pytest.mark.skipif(sys.platform == "win32", reason="describes other systems")
def test_other_systems_do_not_wait_for_an_open_file() -> None:
    action = Busy(1000, IN_USE)
    with pytest.raises(PermissionError):
        system.patiently(action)
    assert action.calls == 1


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("aux.html", "the name aux.html, which Windows reserves for a device"),
        ("blog/Con/index.html", "the name Con, which Windows reserves for a device"),
        ("COM1", "the name COM1, which Windows reserves for a device"),
        ("lpt\u00b9.tar.gz", "the name lpt\u00b9.tar.gz, which Windows reserves for a device"),
        ("nul .txt", "the name nul .txt, which Windows reserves for a device"),
        ("blog/a:b.html", "the character ':', which Windows does not allow in a name"),
        ("what?/index.html", "the character '?', which Windows does not allow in a name"),
        ("a\\b.html", "the character '\\\\', which Windows does not allow in a name"),
        ("auxiliary/console/com10/index.html", ""),
        ("blog/日本/é.html", ""),
    ],
)
def test_windows_refuses_some_names(path: str, reason: str) -> None:
    assert system.why_refused(path) == reason


@pytest.mark.skipif(sys.platform == "win32", reason="describes other systems")
def test_other_systems_refuse_none_of_them() -> None:
    assert system.why_refused("con/aux.html:b?") == ""


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("my-site", "my-site"),
        ("C:\\sites\\mine", "C:\\sites\\mine"),
        ("my site", '"my site"'),
        ("it's", '"it\'s"'),
        ("日本", "日本"),
        ("a $b's", "'a $b''s'"),
    ],
)
def test_advice_on_windows_is_quoted_for_powershell(word: str, printed: str) -> None:
    assert system.quoted(word) == printed


@pytest.mark.skipif(sys.platform == "win32", reason="describes other systems")
def test_advice_on_other_systems_is_quoted_for_the_shell() -> None:
    assert shlex.split(system.quoted("it's a $b")) == ["it's a $b"]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("notepad", ["notepad"]),
        (r'"C:\Program Files\Vim\vim.exe" -f', [r"C:\Program Files\Vim\vim.exe", "-f"]),
        (r"C:\tools\vim.exe --nofork", [r"C:\tools\vim.exe", "--nofork"]),
        ("", []),
    ],
)
def test_backslashes_in_the_name_of_an_editor_are_kept_on_windows(editor: str, words: list[str]) -> None:
    assert system.words_of(editor) == words


@pytest.mark.usefixtures("windows")
def test_a_program_in_a_folder_with_a_space_needs_no_quotes(tmp_path: Path) -> None:
    program = tmp_path / "Program Files/vim.exe"
    program.parent.mkdir()
    program.touch()
    assert system.words_of(str(program)) == [str(program)]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_text_that_the_terminal_cannot_show_is_escaped(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    system.print_any_text()
    print("日本 -", flush=True)
    assert stream.buffer.getvalue().rstrip() == b"\\u65e5\\u672c -"  # type: ignore[attr-defined]


def test_no_module_writes_text_without_saying_how_lines_end() -> None:
    """The default of Python differs between systems, and so would the files."""
    found = []
    for path in sorted((ROOT / "plugins").rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            writes = ".write_text(" in line or '.open("w"' in line or ".open(mode" in line
            if writes and "newline=" not in line and "os.devnull" not in line and "note." not in line:
                found.append(f"{path.relative_to(ROOT)}: {line.strip()}")
    assert found == []
