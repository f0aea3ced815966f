"""The README says what the code does."""

from pathlib import Path

import pytest
from conftest import ROOT
from readme import README, renewed


def test_the_tables_of_settings_and_rules_are_those_of_the_code() -> None:
    """`invoke readme` writes them anew."""
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text


@pytest.mark.parametrize("plugin", ["front_matter", "date_labels", "link_check"])
def test_the_readme_has_both_tables_of_each_plugin(plugin: str) -> None:
    text = README.read_text(encoding="utf-8")
    for kind in ("settings", "rules"):
        assert f"<!-- table: {plugin} {kind} -->" in text


def test_every_task_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    tasks = (ROOT / "tasks.py").read_text(encoding="utf-8").split("@task")[1:]
    names = [task.split("def ")[1].split("(")[0] for task in tasks]
    assert names and all(f"`invoke {name}" in text for name in names)


def test_the_picture_is_there() -> None:
    assert Path(ROOT / "docs/about.png").is_file()
