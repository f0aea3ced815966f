"""The parts are independent; inside a part, stages are folders, and imports go only downward."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "plugins/monologue"
PARTS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
STAGES = {
    "body": (
        "markdown_text rules",
        "settings",
        "engine",
        "commonmark",
        "asking dialects positions python_markdown",
        "convert",
        "adapter",
    ),
    "link_check": (
        "model",
        "guard patterns similar",
        "syntax",
        "extract",
        "resolve",
        "online",
        "site",
        "suggest",
        "rules",
        "settings",
        "check",
        "locate",
        "fix",
        "io",
        "adapter cli",
        "__main__",
    ),
    "build_cache": ("plain settings", "io", "adapter"),
    "commands": (
        "changelog signals site_settings",
        "build output new_site",
        "new publish serve deploy upgrade importing",
        "tasks",
    ),
    "front_matter": ("characters rules", "model", "parse", "fields settings", "body", "adapter", "__main__"),
}
"""The folders and modules of a part, from the bottom up; those in the same string may import each other."""
SHELL_FOLDERS = {"adapter", "cli", "commands", "io", "transport"}
SHELL = {"adapter.py", "__main__.py"}
"""The folders and modules that may touch Pelican, the disk and the network; all others are pure."""
IMPURE = {"pelican", "os", "sys", "logging", "socket", "pathlib", "subprocess", "time", "random"}
ONLINE_IMPORTS = {"extract", "guard", "model", "online", "patterns", "syntax"}
"""What the online check imports of ``link_check``: it gets URLs and its own setting, never the site."""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (level, module) for each import of a file; ``from . import x`` gives ``x``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((node.level, name) for name in names)


def imported(path: Path) -> Iterator[Path]:
    """Yield each module of the package that a file imports, as a path without extension."""
    for level, module in imports(path):
        if level:
            yield path.parents[level - 1].joinpath(*module.split("."))


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_a_part_imports_only_itself_and_the_core(part: Path) -> None:
    for path in part.rglob("*.py"):
        assert not any(module.split(".")[0] == PACKAGE.name for level, module in imports(path) if not level)
        for target in imported(path):
            assert target.is_relative_to(part) or target.is_relative_to(PACKAGE / "core"), (path, target)


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_the_pure_modules_import_neither_pelican_nor_the_machine(part: Path) -> None:
    for path in part.rglob("*.py"):
        if path.name not in SHELL and not SHELL_FOLDERS & set(path.relative_to(PACKAGE).parts):
            used = {module.split(".")[0] for level, module in imports(path) if not level}
            assert not used & IMPURE, path


@pytest.mark.parametrize("part", STAGES)
def test_no_stage_imports_one_above_it(part: str) -> None:
    floors = {name: floor for floor, names in enumerate(STAGES[part]) for name in names.split()}
    for path in (PACKAGE / part).rglob("*.py"):
        own = path.relative_to(PACKAGE / part).parts[0].removesuffix(".py")
        for target in imported(path) if own != "__init__" else ():
            if target.is_relative_to(PACKAGE / part):
                stage = target.relative_to(PACKAGE / part).parts[0]
                assert floors.get(stage, 0) <= floors[own], (path, target)


def test_the_online_check_imports_neither_the_site_nor_the_rules() -> None:
    part = PACKAGE / "link_check"
    for path in (part / "io/online_check.py", *(part / "online").rglob("*.py")):
        targets = [target for target in imported(path) if target.is_relative_to(part)]
        used = {target.relative_to(part).parts[0] for target in targets if target.parent != path.parent}
        assert used <= ONLINE_IMPORTS, path


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_modules_do_not_import_each_other_in_a_circle(part: Path) -> None:
    graph = {path.with_suffix(""): set(imported(path)) for path in part.rglob("*.py")}
    done: set[Path] = set()

    def visit(module: Path, above: tuple[Path, ...]) -> None:
        assert module not in above, [path.relative_to(PACKAGE).as_posix() for path in (*above, module)]
        if module in graph and module not in done:
            for target in graph[module]:
                visit(target, (*above, module))
            done.add(module)

    for module in graph:
        visit(module, ())
