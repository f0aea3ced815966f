"""The output on a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS

pty = pytest.importorskip("pty", reason="Windows has no such terminals", exc_type=ImportError)


def test_a_diagnostic_is_not_wrapped_on_a_terminal(tmp_path: Path) -> None:
    """Pelican's Rich console wraps lines at 80 columns; a wrapped position cannot be clicked."""
    pages = tmp_path / "content" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text(
        "---\ntitle: About\ndateLables: {}\ndateLabel: [1]\n---\n", encoding="utf-8"
    )
    settings = BASE_SETTINGS + 'PLUGINS = ["monologue"]\n'
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "pelican"]
    terminal = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
    process = subprocess.Popen(command, cwd=tmp_path, stdout=writer, stderr=writer, env=terminal)
    os.close(writer)
    said = b""
    try:
        while chunk := os.read(reader, 4096):
            said += chunk
    except OSError:  # Linux reports a closed other end like this
        pass
    process.wait()
    os.close(reader)
    lines = said.decode().replace("\x1b[K", "\n").splitlines()
    for line in (
        "content/pages/about.md:3:1: error[unknown-date-label] dateLables is not a known field "
        "(did you mean dateLabels?)",
        "content/pages/about.md:4:1: error[date-label-type] dateLabel must be text, not a list",
    ):
        assert line in lines
