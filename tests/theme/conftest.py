"""Three sites, each built once per test worker, and the tools that check them."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Builder, build_sample_site, need
from theme.sites import EVERYTHING, FOUND, STRICT, THEME_ONLY, WITHOUT_PLUGINS, build_sample


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Foreign content without any setting except the theme and its plugin."""
    return build_sample(tmp_path_factory.mktemp("plain"), THEME_ONLY)


@pytest.fixture(scope="session")
def without_plugin(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The theme without its plugin: every kind of document, with ``StrictUndefined``."""
    settings = WITHOUT_PLUGINS + EVERYTHING + FOUND
    return build_sample(tmp_path_factory.mktemp("without_plugin"), settings)


@pytest.fixture
def build(build: Builder) -> Builder:
    """Build a site with the theme's plugin, unless the settings name others."""

    def run(
        files: Mapping[str, str | bytes], settings: str = "", *arguments: Any, **environment: str
    ) -> Build:
        return build(files, THEME_ONLY + settings, *arguments, **environment)

    return run


@pytest.fixture(scope="session")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same, with ``StrictUndefined``: a template must not use undefined variables."""
    return build_sample(tmp_path_factory.mktemp("strict"), STRICT)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Every kind of document and feed that Pelican can write, also with ``StrictUndefined``."""
    return build_sample(tmp_path_factory.mktemp("full"), STRICT + EVERYTHING)


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same below a path, with URLs from file names, a sitemap and robots.txt."""
    return build_sample(tmp_path_factory.mktemp("found"), STRICT + EVERYTHING + FOUND)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The sample site, with the default settings of a site."""
    return build_sample_site(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    """The source of axe-core, to run inside a document."""
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def checker(node_modules: Path) -> tuple[str, ...]:
    """The command line of the Nu HTML checker."""
    need(shutil.which("java") is not None, "Java")
    return ("java", "-jar", str(node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"))
