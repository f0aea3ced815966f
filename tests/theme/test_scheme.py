"""The colour scheme in a real browser: the system's, or the reader's choice."""

import pytest
from browser import ORIGIN, Visit, visit
from conftest import Build
from playwright.sync_api import Browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system_without_a_script(browser: Browser, own: Build, scheme: str):
    with visit(browser, own.output, "about/", scheme=scheme) as opened:
        paper = opened.run("getComputedStyle(document.documentElement).backgroundColor")
        assert paper == {"light": "rgb(250, 250, 248)", "dark": "rgb(20, 15, 15)"}[scheme]


def paper(opened: Visit) -> str:
    return str(opened.run("getComputedStyle(document.documentElement).backgroundColor"))


def test_the_choice_is_stored_applied_without_a_flash_and_can_be_reset(browser: Browser, own: Build):
    light, dark = "rgb(250, 250, 248)", "rgb(20, 15, 15)"
    with visit(browser, own.output, "about/") as opened:
        page = opened.page
        page.get_by_label("Colours").select_option("Dark")
        assert paper(opened) == dark
        # The first paint already has the colour: the attribute is set before <body> exists.
        page.add_init_script(
            "new MutationObserver((_, self) => { if (document.body) { self.disconnect();"
            " window.first = document.documentElement.dataset.scheme; } })"
            ".observe(document, {childList: true, subtree: true})"
        )
        page.goto(f"{ORIGIN}/blog/")
        assert opened.run("window.first") == "dark" and paper(opened) == dark
        assert page.get_by_label("Colours").input_value() == "dark"
        page.get_by_label("Colours").select_option("System")
        assert paper(opened) == light
        page.emulate_media(color_scheme="dark")
        assert paper(opened) == dark
        assert page.context.cookies() == [] and opened.faults == []


TINT = """[...document.querySelectorAll("meta[name=theme-color]")]
    .find(meta => matchMedia(meta.media || "all").matches).content"""
"""The colour of the browser's own toolbar: html.spec.whatwg.org/multipage/semantics.html#meta-theme-color."""


@pytest.mark.parametrize(("system", "chosen"), [("light", "Dark"), ("dark", "Light")])
def test_theme_color_follows_the_system_and_the_choice(
    browser: Browser, own: Build, system: str, chosen: str
):
    colours = {"light": "#fafaf8", "dark": "#140f0f"}
    with visit(browser, own.output, "about/", scheme=system) as opened:
        assert opened.run(TINT) == colours[system]
        opened.page.get_by_label("Colours").select_option(chosen)
        assert opened.run(TINT) == colours[chosen.lower()]
        opened.page.reload()
        assert opened.run(TINT) == colours[chosen.lower()]
        opened.page.get_by_label("Colours").select_option("System")
        assert opened.run(TINT) == colours[system]
        opened.page.emulate_media(color_scheme=chosen.lower())
        assert opened.run(TINT) == colours[chosen.lower()]
        assert opened.faults == []


def test_theme_color_follows_the_system_without_a_script(browser: Browser, own: Build):
    """Chromium still evaluates a test's own script."""
    for system, colour in (("light", "#fafaf8"), ("dark", "#140f0f")):
        with visit(browser, own.output, "about/", scheme=system, java_script_enabled=False) as opened:
            assert opened.run(TINT) == colour


def test_choosing_light_on_a_dark_system_leaves_images_unchanged(browser: Browser, own: Build):
    image_filter = "getComputedStyle(document.querySelector('.prose img')).filter"
    with visit(browser, own.output, "blog/every-element/", scheme="dark") as opened:
        assert opened.run(image_filter) == "brightness(0.85)"
        opened.page.get_by_label("Colours").select_option("Light")
        assert opened.run(image_filter) == "none"


def test_the_choice_works_without_storage(browser: Browser, own: Build):
    with visit(browser, own.output, "about/") as opened:
        opened.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
        )
        opened.page.reload()
        opened.page.get_by_label("Colours").select_option("Dark")
        assert paper(opened) == "rgb(20, 15, 15)"
        assert opened.faults == []


def test_without_a_script_the_scheme_menu_is_hidden(browser: Browser, own: Build):
    with visit(browser, own.output, "about/", scheme="dark", java_script_enabled=False) as opened:
        assert not opened.page.locator(".scheme").is_visible()
        assert opened.page.locator("h1").is_visible()
