"""Lighthouse's audit of the published site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM
from conftest import build_sample_site, need
from lighthouse import faults, judge, marks, served


@pytest.fixture(scope="module")
def program(node_modules: Path) -> Path:
    need(CHROMIUM.exists(), "Chromium")
    return node_modules / ".bin" / "lighthouse"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of the published site, which has canonical URLs and robots.txt."""
    output = tmp_path_factory.mktemp("published") / "output"
    output.mkdir()
    with served(output) as origin:
        built = build_sample_site(output.parent, "-s", "publishconf.py", SITEURL=origin)
        assert built.status == 0, built.stderr
        yield origin


@pytest.mark.parametrize("path", ["about/", "blog/every-element/"])
def test_it_finds_nothing(program: Path, origin: str, path: str):
    """Except for performance, which is not tested: see bench/pages.py."""
    report = judge(program, f"{origin}/{path}", ("accessibility", "best-practices", "seo"))
    assert set(marks(report).values()) == {100}, faults(report)
