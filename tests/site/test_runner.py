"""Whatever a report contains, neither the weekly workflow nor GitHub's runner executes it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from workflows import GH, LINKS, WORKFLOWS, jobs, run_job

Check = Callable[[str, int], tuple[subprocess.CompletedProcess[str], list[str], str]]

PYTHON = """#!/bin/sh
case "$*" in
  "-m pip "*) ;;
  "-m invoke links") echo "Done"; cat ../report >&2; exit "$(cat ../status)" ;;
  *) exit 99 ;;
esac
"""
"""Replaces Python: the check prints the report of a test, and exits with its status."""


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """Run the weekly workflow with a report and a status of the check.

    Returns its last step, the calls of GitHub's command line program, and the body of the issue.
    """
    if os.name == "nt":
        pytest.skip("the workflow runs on Linux")
    site = tmp_path / "site"
    shutil.copytree(ROOT / ".github", site / ".github")
    for name, text in {"gh": GH, "python": PYTHON}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    def run(report: str, status: int) -> tuple[subprocess.CompletedProcess[str], list[str], str]:
        for name, text in {"report": report, "status": str(status), "open": "", "calls": ""}.items():
            (tmp_path / name).write_bytes(text.encode())
        done = run_job(LINKS, site, tmp_path)
        body = (site / "body.md").read_text(encoding="utf-8") if (site / "body.md").exists() else ""
        return done, (tmp_path / "calls").read_text(encoding="utf-8").splitlines(), body

    return run


BROKEN = "content/a.md:5:5: error[broken-link] https://example.org/ does not exist\n"


@pytest.mark.parametrize(
    ("report", "status", "fails"),
    [
        ("", 0, False),
        ("content/a.md:5:5: warning[moved-link] x\n", 0, False),
        (BROKEN, 1, False),
        ("Traceback (most recent call last):\nModuleNotFoundError: No module named 'invoke'\n", 1, True),
        ("monologue: an error that nobody expected\n", 2, True),
        (BROKEN, 2, True),
        (BROKEN, 130, True),
    ],
)
def test_only_diagnostics_reach_the_issue_and_a_crash_fails_the_run(
    checked: Check,
    report: str,
    status: int,
    fails: bool,
) -> None:
    done, calls, _ = checked(report, status)
    assert (done.returncode != 0) == fails
    assert report in done.stdout or not fails
    assert [call.split()[1] for call in calls] == ([] if fails else ["list", "create"][: 1 + status])


def test_the_issue_shows_a_report_as_text_whatever_it_contains(
    checked: Check,
) -> None:
    """Every line is indented code, so Markdown, mentions and HTML in it have no effect."""
    said = "~~~\n```\n@everyone <img src=x>\r# Title\x1b[31m\n\n</details>\n"
    _, _, body = checked(BROKEN + said + BROKEN * 2000, 1)
    first, empty, *lines = body.split("\n")
    assert first.startswith("As of ") and empty == ""
    assert all(line.startswith("    ") or not line for line in lines)
    assert "\r" not in body and "\x1b" not in body and "    @everyone" in body
    assert len(body) < 65_536  # GitHub's limit


def commands(log: str) -> list[str]:
    """Return the lines that GitHub's runner executes (docs.github.com, "Workflow commands")."""
    found, word = [], ""
    for line in log.splitlines():
        if word:
            word = "" if line.strip() == f"::{word}::" else word
        elif line.lstrip().startswith("::stop-commands::"):
            word = line.partition("stop-commands::")[2]
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    return found


HOSTILE = (
    "::add-mask::a",
    "  ::error::x",
    "x ##[add-matcher]y.json",
    "::stop-commands::x",
    "::x::",
    "::endgroup::",
    "::group::no line end",
)


@pytest.mark.skipif(os.name == "nt", reason="the workflows run on Linux")
@pytest.mark.parametrize("status", [0, 1, 2, 130])
def test_the_runner_executes_no_line_that_is_printed_as_text(tmp_path: Path, status: int) -> None:
    text = tmp_path / "text"
    text.write_text("\n".join(HOSTILE), encoding="utf-8")
    script = f"cat {text}; cat {text} >&2; exit {status}"
    command = [ROOT / ".github/as-text", "sh", "-c", script]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2))
    assert first.returncode == status
    assert first.stderr == ""
    assert all(first.stdout.count(line) == 2 for line in HOSTILE)
    assert commands(first.stdout + "::warning::after\n") == ["::warning::after"]
    assert first.stdout != second.stdout  # after one use, the word may be known


def test_every_step_that_prints_foreign_text_prints_it_as_text() -> None:
    """The steps in ``own`` print only their own text."""
    own = ("python -m pip install", "echo ", "number=$(gh ")
    steps = [
        step["run"]
        for path in WORKFLOWS
        if path.name != "release.yml"  # it builds and tests the project's own text
        for job in jobs(path).values()
        for step in job["steps"]
        if "run" in step
    ]
    others = [run for run in steps if not run.startswith(own)]
    assert len(others) == 3
    assert all(".github/as-text " in run for run in others)


def test_the_log_of_the_weekly_check_contains_no_command_from_another_site(
    checked: Check,
) -> None:
    done, _, _ = checked("\n".join(HOSTILE), 2)
    assert "::add-mask::a" in done.stdout
    assert commands(done.stdout) == commands(done.stderr) == []
