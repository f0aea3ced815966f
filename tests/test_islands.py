"""Each plugin works when its folder alone is copied into a site."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("*/__init__.py"))
SHELL = {
    "__init__.py",
    "__main__.py",
    "command.py",
    "adapter.py",
    "authors.py",
    "reader.py",
    "files.py",
    "fetch.py",
    "ask.py",
    "connection.py",
    "line.py",
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


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda path: path.name)
def test_no_plugin_imports_its_neighbour(plugin: Path) -> None:
    """Only relative imports of one level, and never another plugin's name."""
    neighbours = {path.name for path in PLUGINS}
    for path in plugin.rglob("*.py"):
        for level, module in imports(path):
            assert level <= len(path.relative_to(plugin).parts), path
            assert level or module.split(".")[0] not in neighbours, path


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda path: path.name)
def test_the_pure_modules_import_neither_pelican_nor_the_machine(plugin: Path) -> None:
    for path in plugin.rglob("*.py"):
        if path.name not in SHELL:
            used = {module.split(".")[0] for level, module in imports(path) if not level}
            assert not used & IMPURE, path


def test_the_module_that_each_plugin_carries_is_the_same_in_all() -> None:
    assert len({(plugin / "common.py").read_bytes() for plugin in PLUGINS}) == 1
