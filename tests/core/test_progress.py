"""A long build shows on a terminal which stage it has reached."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, ROOT
from monologue.core.adapter import progress
from monologue.core.adapter.progress import Progress

AT_ONCE = """
from monologue.core.adapter import progress
progress.AFTER = progress.PAUSE = 0
PLUGINS = ["monologue"]
"""
BUILD = """
import sys
from pathlib import Path
from monologue.commands.build.process import build
build(Path.cwd(), Path("made").absolute(), "pelicanconf.py", "never")
"""
STAGES = ("Reading 1 of 2", "Reading 2 of 2", "Writing 1 of 2", "Writing 2 of 2", "Checking links ")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_quick_build_shows_nothing_and_a_long_one_few_steps() -> None:
    shown: list[str] = []
    clock = Clock()
    long = Progress(shown.append, 1.0, 0.1, clock)
    for done, clock.now in ((1, 0.5), (340, 1.0), (341, 1.05), (350, 1.2)):  # type: ignore[misc]
        long.step("Reading", done, 1000)
    assert shown == ["Reading 340 of 1,000", "Reading 350 of 1,000"]


def test_more_steps_than_expected_do_not_exceed_the_total() -> None:
    shown: list[str] = []
    Progress(shown.append, 0.0, 0.0, Clock()).step("Writing", 5, 4)
    assert shown == ["Writing 4 of 4"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = tmp_path / "content/pages"
    pages.mkdir(parents=True)
    for name in ("a", "b"):
        (pages / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")
    settings = f"{BASE_SETTINGS}THEME = {str(ROOT / 'theme')!r}\n{AT_ONCE}"
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    return tmp_path


def said_on_a_terminal(site: Path, *command: str, term: str = "xterm") -> str:
    """Run a command of Python on a terminal of its own; return all that it wrote there."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals", exc_type=ImportError)
    reader, writer = pty.openpty()
    variables = {"PYTHONPATH": str(ROOT / "plugins"), "COLUMNS": "80", "TERM": term}
    process = subprocess.Popen(
        [sys.executable, *command], cwd=site, stdout=writer, stderr=writer, env={**os.environ, **variables}
    )
    os.close(writer)
    said = b""
    try:
        while chunk := os.read(reader, 4096):
            said += chunk
    except OSError:  # Linux reports a closed other end like this
        pass
    os.close(reader)
    assert process.wait() == 0, said
    return said.decode()


def test_a_command_that_captures_its_build_shows_the_stages_and_removes_them(site: Path) -> None:
    said = said_on_a_terminal(site, "-c", BUILD)
    steps = [line for line in said.split("\r\x1b[K") if line.strip()]
    for stage in STAGES:
        assert any(step.startswith(stage) for step in steps), said
    assert said.endswith("\r\x1b[K")
    assert "\n" not in said


class Console:
    """What the progress needs of Pelican's console."""

    class file:  # noqa: N801 - the name that Rich gives it
        isatty = staticmethod(lambda: True)

    def __init__(self) -> None:
        self.texts: list[str] = []

    def status(self, text: str) -> "Console":
        self.update(text)
        return self

    def update(self, text: str) -> None:
        self.texts.append(text)


def test_the_text_of_the_line_that_pelican_itself_shows_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    monkeypatch.setattr(progress, "console", console)
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(progress, "RUN", progress.Run())
    monkeypatch.setenv("TERM", "xterm")
    progress.follow(object())
    console.status("Generating...")
    progress.step("Reading", 1, 2)
    assert console.texts == ["Generating...", "Reading 1 of 2"]


def test_pelican_itself_shows_the_stages_and_removes_them(site: Path) -> None:
    said = said_on_a_terminal(site, "-m", "pelican")
    assert re.search(r"Checking links (\d+) of \1", said), said
    assert "Done: Processed" in said
    assert said.endswith("\x1b[2K")


@pytest.mark.parametrize(("term", "options"), [("dumb", []), ("xterm", ["-q"])])
def test_nothing_is_shown_on_a_simple_terminal_or_if_the_build_shall_be_quiet(
    site: Path, term: str, options: list[str]
) -> None:
    said = said_on_a_terminal(site, "-m", "pelican", *options, term=term)
    assert not re.search("Reading|Writing|Checking", said), said


def test_nothing_is_shown_in_a_pipe(site: Path) -> None:
    command = [sys.executable, "-c", BUILD]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=True)
    assert done.stdout + done.stderr == b""
