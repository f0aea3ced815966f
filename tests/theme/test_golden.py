"""Each kind of document looks like its reviewed reference image: `invoke dev.screenshot --golden`."""

import golden
import pytest
from conftest import Build
from playwright.sync_api import Browser

TOLERANCE = 0.15
"""An unintended typeface differs by 0.2 to 1.2; on the same machine, the difference is 0."""


@pytest.fixture(scope="module")
def letters(browser: Browser) -> None:
    if not golden.has_the_font(browser):
        pytest.skip("the reference images were taken with DejaVu Sans Mono")


@pytest.mark.parametrize("name", golden.NAMES)
def test_it_looks_like_its_reference_image(
    browser: Browser, own: Build, full: Build, letters: None, name: str
):
    kept = (golden.FOLDER / f"{name}.png").read_bytes()
    taken = golden.take(browser, own.output, full.output, name)
    assert golden.difference(browser, kept, taken) < TOLERANCE


def test_the_reference_image_of_another_document_differs(browser: Browser):
    about, article = ((golden.FOLDER / f"{name}-light.png").read_bytes() for name in ("about", "article"))
    assert golden.difference(browser, about, article) > TOLERANCE
