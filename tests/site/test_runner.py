"""What a report may hold, and what the weekly workflow and GitHub's runner make of it."""

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
"""Stands in for Python: the check prints what the test wants, and ends as it wants."""


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """Run the weekly workflow with a report and a status of the check.

    Returns its last step, what GitHub's program was called with, and the body of the issue.
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


FAULT = "content/a.md:5:5: error[broken-link] https://example.org/ does not exist\n"


@pytest.mark.parametrize(
    ("report", "status", "fails"),
    [
        ("", 0, False),
        ("content/a.md:5:5: warning[moved-link] x\n", 0, False),
        (FAULT, 1, False),
        ("Traceback (most recent call last):\nModuleNotFoundError: No module named 'invoke'\n", 1, True),
        ("monologue: an error that nobody expected\n", 2, True),
        (FAULT, 2, True),
        (FAULT, 130, True),
    ],
)
def test_only_reported_faults_reach_the_issue_and_a_crash_fails_the_run(
    checked: Check,
    report: str,
    status: int,
    fails: bool,
) -> None:
    done, calls, _ = checked(report, status)
    assert (done.returncode != 0) == fails
    assert report in done.stdout or not fails
    assert [call.split()[1] for call in calls] == ([] if fails else ["list", "create"][: 1 + status])


def test_the_issue_shows_a_report_as_text_whatever_other_sites_say(
    checked: Check,
) -> None:
    """Every line of it is indented code: Markdown, mentions and HTML in it mean nothing."""
    said = "~~~\n```\n@everyone <img src=x>\r# Title\x1b[31m\n\n</details>\n"
    _, _, body = checked(FAULT + said + FAULT * 2000, 1)
    first, empty, *lines = body.split("\n")
    assert first.startswith("As of ") and empty == ""
    assert all(line.startswith("    ") or not line for line in lines)
    assert "\r" not in body and "\x1b" not in body and "    @everyone" in body
    assert len(body) < 65_536  # what GitHub takes


def commands(log: str) -> list[str]:
    """Return the lines that GitHub's runner carries out (docs.github.com, "Workflow commands")."""
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
def test_what_is_printed_as_text_holds_no_command_for_the_runner(tmp_path: Path, status: int) -> None:
    text = tmp_path / "text"
    text.write_text("\n".join(HOSTILE), encoding="utf-8")
    script = f"cat {text}; cat {text} >&2; exit {status}"
    command = [ROOT / ".github/as-text", "sh", "-c", script]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2))
    assert first.returncode == status
    assert first.stderr == ""
    assert all(first.stdout.count(line) == 2 for line in HOSTILE)
    assert commands(first.stdout + "::warning::after\n") == ["::warning::after"]
    assert first.stdout != second.stdout  # a word that was used once may be known


def test_every_step_that_prints_the_text_of_others_prints_it_as_text() -> None:
    """Steps that print nothing but what they say themselves are named here."""
    own = ("python -m pip install", "echo ", "number=$(gh ")
    steps = [
        step["run"]
        for path in WORKFLOWS
        for job in jobs(path).values()
        for step in job["steps"]
        if "run" in step
    ]
    others = [run for run in steps if not run.startswith(own)]
    assert len(others) == 3
    assert all(".github/as-text " in run for run in others)


def test_the_log_of_the_weekly_check_holds_no_command_of_another_site(
    checked: Check,
) -> None:
    done, _, _ = checked("\n".join(HOSTILE), 2)
    assert "::add-mask::a" in done.stdout
    assert commands(done.stdout) == commands(done.stderr) == []
