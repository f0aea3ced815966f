"""The README is short, and contains what a new user needs first."""

import pytest
from conftest import ROOT
from readme import README, command

TEXT = README.read_text(encoding="utf-8")


def test_the_readme_has_at_most_150_lines() -> None:
    assert len(TEXT.splitlines()) <= 150


def test_its_image_exists() -> None:
    assert "](docs/home.png)" in TEXT
    assert (ROOT / "docs/home.png").is_file()


@pytest.mark.parametrize(("name", "task"), [("build", "build"), ("test", "dev.test")])
def test_each_command_is_one_line_that_sets_up_and_runs(name: str, task: str) -> None:
    assert command(name).startswith("python3 -m venv .venv && ")
    assert command(name).endswith(f" && .venv/bin/invoke {task}")
