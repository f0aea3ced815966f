"""The parts of the package stand side by side: each works without the others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "plugins/monologue"
PARTS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
SHELL = {
    "__init__.py",
    "__main__.py",
    "command.py",
    "adapter.py",
    "linking.py",
    "authors.py",
    "reader.py",
    "files.py",
    "linked.py",
    "templates.py",
    "writing.py",
    "fetch.py",
    "ask.py",
    "connection.py",
    "line.py",
    "ending.py",
    "part.py",
    "report.py",
    "run.py",
    "log.py",
}
"""The modules that may touch Pelican, the disk and the network; all others are pure."""
IMPURE = {"pelican", "os", "sys", "logging", "socket", "pathlib", "subprocess", "time", "random"}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (level, module) for each import of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_a_part_imports_itself_and_the_core_only(part: Path) -> None:
    neighbours = {path.name for path in PARTS} - {part.name, "core"}
    for path in part.rglob("*.py"):
        depth = len(path.relative_to(part).parts)
        for level, module in imports(path):
            assert level <= depth + 1, path
            assert level <= depth or module.split(".")[0] not in {"", *neighbours}, path
            assert level or module.split(".")[0] != PACKAGE.name, path


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_the_pure_modules_import_neither_pelican_nor_the_machine(part: Path) -> None:
    for path in part.rglob("*.py"):
        if path.name not in SHELL:
            used = {module.split(".")[0] for level, module in imports(path) if not level}
            assert not used & IMPURE, path
