"""``invoke serve`` as an author uses it: a separate process, a browser, files that are edited."""

import os
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS
from playwright.sync_api import Browser, expect

from .serving import Served, edit, write_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path)


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    served = Served(root)
    yield served
    served.end()


def test_an_open_page_shows_each_edit_and_each_error_without_a_manual_reload(
    served: Served, root: Path, browser: Browser
) -> None:
    served.wait_for("Build 0 is served")
    page = browser.new_page()
    page.goto(served.url + "about.html")
    body = page.locator("body")
    expect(body).to_contain_text("First text.")

    about = root / "content/pages/about.md"
    edit(about, "First", "Second")
    expect(body).to_contain_text("Second text.", timeout=15_000)

    edit(root / "theme/templates/page.html", "{{ page", "<p>From the theme</p>{{ page")
    expect(body).to_contain_text("From the theme", timeout=15_000)

    edit(about, "---\n\n", "date: 2024-09-31\n---\n\n")
    expect(page.get_by_role("alert")).to_contain_text("content/pages/about.md:3", timeout=15_000)

    edit(about, "date: 2024-09-31\n", "")
    expect(body).to_contain_text("Second text.", timeout=15_000)
    expect(page.get_by_role("alert")).to_have_count(0)

    edit(root / "theme/templates/page.html", "{{ page", "{% nonsense %}{{ page")
    expect(page.get_by_role("alert")).to_contain_text("nonsense", timeout=15_000)
    expect(body).to_contain_text("Second text.")
    page.close()


BAD_DATE = "content/blog/work.md:4:1: error[bad-date]"


def test_the_page_of_a_text_with_an_error_stays_and_the_cause_is_shown_first(
    served: Served, root: Path, browser: Browser
) -> None:
    work, about = root / "content/blog/work.md", root / "content/pages/about.md"
    edit(
        root / "pelicanconf.py",
        '"monologue.front_matter"',
        '"monologue.front_matter", "monologue.link_check"',
    )
    edit(work, "title: Work", "title: Work\nslug: custom")
    edit(about, "First text.", "[w](../blog/work.md), [c](/custom.html), [x](/nowhere/)")
    page = browser.new_page()
    served.wait_for("/nowhere/ does not exist")
    served.wait_for("is served")
    page.goto(served.url + "custom.html")
    edit(work, "date: 2026-01-02", "date: 2026-13-02")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(BAD_DATE, timeout=15_000)
    lines = alert.inner_text().splitlines()
    assert lines[0].startswith(BAD_DATE)
    assert [line.rpartition("] ")[2] for line in lines[1:]] == ["/nowhere/ does not exist on this site"]
    expect(page.locator("body")).to_contain_text("Work")
    edit(about, "[x]", "More, [x]")  # a second build with the error
    served.wait_for("is served")
    edit(work, "slug: custom", 'slug: "custom')  # now even the slug cannot be read
    expect(alert).to_contain_text("quotation mark", timeout=15_000)
    assert page.reload().status == 200
    expect(page.locator("body")).to_contain_text("Work")
    work.unlink()
    expect(page.locator("body")).not_to_contain_text("Work", timeout=15_000)
    assert page.reload().status == 404
    page.close()


SLOW = """
import pathlib, time
while pathlib.Path("wait").exists():
    time.sleep(0.05)
"""


def test_an_open_page_says_that_a_build_runs_until_it_is_done(
    served: Served, root: Path, browser: Browser
) -> None:
    served.wait_for("Build 0 is served")
    page = browser.new_page()
    page.goto(served.url + "about.html")
    expect(page.locator("body")).to_contain_text("First text.")
    status = page.get_by_role("status")
    expect(status).to_have_count(0)
    (root / "wait").touch()
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(SLOW)
    expect(status).to_have_text("Building…", timeout=15_000)
    (root / "wait").unlink()
    served.wait_for("Build 1 is served")
    expect(status).to_have_count(0)
    (root / "wait").touch()
    edit(root / "content/pages/about.md", "---\n\n", "date: 2024-09-31\n---\n\n")
    expect(status).to_have_text("Building…", timeout=15_000)
    served.end()
    expect(status).to_have_count(0, timeout=15_000)
    page.close()
    assert b"serve-status" not in b"".join(path.read_bytes() for path in root.rglob("*.html"))


def test_an_open_page_reloads_after_the_server_restarts(served: Served, root: Path, browser: Browser) -> None:
    served.wait_for("Build 0 is served")
    page = browser.new_page()
    page.goto(served.url + "about.html")
    expect(page.locator("body")).to_contain_text("First text.")
    served.end()
    edit(root / "content/pages/about.md", "First", "Second")
    again = Served(root, int(served.url.rstrip("/").rpartition(":")[2]))
    try:
        assert again.url == served.url
        expect(page.locator("body")).to_contain_text("Second text.", timeout=30_000)
    finally:
        page.close()
        again.end()


def test_a_hidden_page_holds_no_connection(served: Served, browser: Browser) -> None:
    """Otherwise, after six open pages a browser could load nothing more from this server."""
    served.wait_for("Build 0 is served")
    context = browser.new_context()
    hidden = "Object.defineProperty(document, 'hidden', {get: () => !window.isSeen, configurable: true})"
    context.add_init_script(hidden)
    pages = [context.new_page() for _ in range(8)]
    for page in pages:
        page.goto(served.url + "about.html", timeout=10_000)
        expect(page.locator("body")).to_contain_text("First text.")
    assert pages[0].evaluate(
        """() => new Promise(resolve => {
            const Native = EventSource;
            window.EventSource = class extends Native { constructor(url) { super(url); resolve(url); } };
            window.isSeen = true;
            dispatchEvent(new Event("visibilitychange"));
        })"""
    )
    context.close()


def test_an_edit_made_during_a_build_is_not_missed(served: Served, root: Path) -> None:
    served.wait_for("Build 0 is served")
    about = root / "content/pages/about.md"
    edit(about, "First", "Second")
    for number in range(40):
        threading.Event().wait(0.03)
        (root / "content/pages/other.md").write_text(
            f"---\ntitle: Other\n---\n\nText {number}.\n", encoding="utf-8"
        )
    for _ in range(20):
        served.wait_for("is served")
        try:
            with urllib.request.urlopen(served.url + "other.html") as response:
                if b"Text 39." in response.read():
                    return
        except urllib.error.HTTPError:
            continue
    raise AssertionError("the last edit was never served")


def test_settings_are_watched_and_a_wrong_one_is_reported(served: Served, root: Path) -> None:
    served.wait_for("Build 0 is served")
    edit(
        root / "pelicanconf.py",
        'SITENAME = "Test site"',
        'SITENAME = "Test site"\nFRONT_MATTER = {"filds": {}}',
    )
    served.wait_for("FRONT_MATTER['filds'] is not a setting")
    served.wait_for("the previous one is still served")


def test_a_sites_own_templates_are_watched(served: Served, root: Path) -> None:
    served.wait_for("Build 0 is served")
    (root / "my-templates/css/site.css").write_text("p { color: red; }", encoding="utf-8")
    served.wait_for("Build 1 is served")


def test_an_image_outside_the_content_is_watched(served: Served, root: Path) -> None:
    """Also one that does not exist yet."""
    served.wait_for("Build 0 is served")
    edit(root / "content/pages/about.md", "First", "First ![x](../../assets/x.png)")
    served.wait_for("Build 1 is served")
    (root / "assets").mkdir()
    for number, colour in ((2, b"red"), (3, b"green")):
        (root / "assets/x.png").write_bytes(colour)
        served.wait_for(f"Build {number} is served")
        with urllib.request.urlopen(served.url + "assets/x.png") as response:
            assert response.read() == colour


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_ends_it_cleanly(served: Served) -> None:
    served.wait_for("Build 0 is served")
    served.process.send_signal(signal.SIGINT)
    served.wait_for("Stopped.")
    assert served.process.wait(timeout=10) == 0


def test_every_folder_that_the_settings_name_is_watched(tmp_path: Path) -> None:
    """Also one that does not exist yet when the server starts."""
    root = tmp_path / "site"
    (root / "src/pages").mkdir(parents=True)
    (root / "src/pages/about.md").write_text("---\ntitle: About\n---\n", encoding="utf-8")
    ours = 'PATH = "src"\nTHEME_TEMPLATES_OVERRIDES = ["mine"]\nTHEME = "simple"\n'
    (root / "pelicanconf.py").write_text(BASE_SETTINGS + ours, encoding="utf-8")
    served = Served(root)
    try:
        served.wait_for("Build 0 is served")
        (root / "mine").mkdir()
        (root / "mine/page.html").write_text("ours", encoding="utf-8")
        served.wait_for("Build 1 is served")
        edit(root / "src/pages/about.md", "About", "More")
        served.wait_for("is served")
        edit(root / "mine/page.html", "ours", "changed")
        for _ in range(5):
            with urllib.request.urlopen(served.url + "pages/about.html") as response:
                if response.read().startswith(b"changed"):
                    return
            served.wait_for("is served")
        raise AssertionError("the template was not watched")
    finally:
        served.end()
