"""``invoke serve`` shows a saved text before the site is built, and what the build writes counts.

Builds wait for files, so that nothing depends on a clock.
"""

import os
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from monologue.commands.build.builder import CAN_FORK
from playwright.sync_api import Browser, Page, expect

from .serving import Served, edit, write_site

if not CAN_FORK:
    pytest.skip("this system cannot fork", allow_module_level=True)

PLUGIN = """
import os, time
from pelican.plugins import signals

ADDED = "first"

def hold(generators):
    \"\"\"While the file "hold" exists, each build waits for a file "go", and takes it.\"\"\"
    open("waiting", "w").close()
    while os.path.exists("hold"):
        try:
            os.unlink("go")
            break
        except FileNotFoundError:
            time.sleep(0.01)
    os.unlink("waiting")
    for content in generators[0].context["generated_content"].values():
        if content:
            content._content += f"<p>Added by the {ADDED} plugin.</p>"

def register():
    signals.all_generators_finalized.connect(hold)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(tmp_path)
    (tmp_path / "own").mkdir()
    (tmp_path / "own/hold.py").write_text(PLUGIN, encoding="utf-8")
    edit(tmp_path / "pelicanconf.py", "PLUGIN_PATHS = [", 'PLUGIN_PATHS = ["own", ')
    edit(tmp_path / "pelicanconf.py", '["monologue.front_matter"]', '["hold", "monologue.front_matter"]')
    return tmp_path


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    served = Served(root)
    served.wait_for("Build 0 is served")
    yield served
    served.end()


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(served.url + "about.html")
    expect(page.locator("body")).to_contain_text("First text.")
    yield page
    page.close()


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("the condition did not become true")


def document(served: Served, name: str) -> str:
    with urllib.request.urlopen(served.url + name) as response:
        return str(response.read().decode())


def hold(root: Path) -> None:
    """Let all builds wait from now on."""
    (root / "hold").touch()


def let_go(root: Path) -> None:
    """Let the build that waits, or the next one, go on."""
    (root / "go").touch()


def test_a_saved_text_is_shown_before_the_site_is_built_and_then_what_the_build_writes(
    served: Served, root: Path, page: Page
) -> None:
    body = page.locator("body")
    hold(root)
    edit(root / "content/pages/about.md", "First", "Second")
    expect(body).to_contain_text("Second text.")
    expect(body).not_to_contain_text("Added by")  # by a plugin that works on all texts at once
    wait_until((root / "waiting").exists)
    edit(root / "content/pages/about.md", "Second", "Third")
    expect(body).to_contain_text("Third text.")
    assert "Build 1" not in served.printed
    let_go(root)
    served.wait_for("Build 1 is served")
    assert "Third text." in document(served, "about.html")  # that build had read the second text
    let_go(root)
    served.wait_for("Build 2 is served")
    expect(body).to_contain_text("Third text.")
    expect(body).to_contain_text("Added by the first plugin.")


def test_each_way_to_save_shows_the_new_text(served: Served, root: Path, page: Page) -> None:
    body, about = page.locator("body"), root / "content/pages/about.md"
    text = about.read_text(encoding="utf-8")
    hold(root)
    temporary = about.with_name("about.md.tmp12")
    temporary.write_text(text.replace("First", "Renamed"), encoding="utf-8")
    temporary.replace(about)
    expect(body).to_contain_text("Renamed text.")
    about.rename(about.with_name("about.md~"))
    about.write_text(text.replace("First", "New"), encoding="utf-8")
    expect(body).to_contain_text("New text.")
    with about.open("w", encoding="utf-8") as file:
        file.flush()  # the file is empty now
        wait_until((root / "waiting").exists)
        expect(body).to_contain_text("New text.")
        file.write(text.replace("First", "Whole"))
    expect(body).to_contain_text("Whole text.")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert "Build 1" not in served.printed


def test_a_text_with_an_error_keeps_its_page_until_the_build_reports_it(
    served: Served, root: Path, page: Page
) -> None:
    about, body, alert = root / "content/pages/about.md", page.locator("body"), page.get_by_role("alert")
    hold(root)
    edit(about, "---\n\n", "date: 2024-09-31\n---\n\nWrong. ")
    wait_until((root / "waiting").exists)
    assert "Wrong" not in document(served, "about.html")
    expect(alert).to_have_count(0)
    let_go(root)
    expect(alert).to_contain_text("content/pages/about.md:3")
    expect(body).to_contain_text("First text.")
    edit(about, "date: 2024-09-31\n---\n\nWrong. First", "---\n\nRight")
    let_go(root)
    expect(body).to_contain_text("Right text.")
    expect(alert).to_have_count(0)
    edit(about, "Right", "Quick")
    expect(body).to_contain_text("Quick text.")
    assert "Build 3" not in served.printed


def test_a_plugin_that_changes_is_used_by_the_next_build(served: Served, root: Path, page: Page) -> None:
    body = page.locator("body")
    expect(body).to_contain_text("Added by the first plugin.")
    edit(root / "own/hold.py", '"first"', '"second"')
    expect(body).to_contain_text("Added by the second plugin.")
    hold(root)
    edit(root / "content/pages/about.md", "First", "Second")
    expect(body).to_contain_text("Second text.")


def test_an_open_page_reloads_only_if_it_looks_different(served: Served, root: Path, page: Page) -> None:
    body, alert = page.locator("body"), page.get_by_role("alert")
    page.evaluate("window.isSame = true")
    edit(root / "content/blog/work.md", "Work.", "Work. ![x](missing.png)")
    edit(
        root / "pelicanconf.py",
        '"monologue.front_matter"]',
        '"monologue.front_matter", "monologue.link_check"]',
    )
    # The settings changed, so that all pages reload; from here on, the report shows that a build is known.
    expect(alert).to_contain_text("missing.png")
    page.evaluate("window.isSame = true")
    edit(root / "content/blog/work.md", "missing.png", "other.png")
    expect(alert).to_contain_text("other.png")
    assert page.evaluate("window.isSame") is True
    edit(root / "content/pages/about.md", "First", "Second")
    expect(body).to_contain_text("Second text.")
    assert page.evaluate("window.isSame") is None
    page.evaluate("window.isSame = true")
    (root / "my-templates/css/site.css").write_text("p { color: red; }", encoding="utf-8")
    page.wait_for_function("window.isSame === undefined")


def test_a_site_is_built_in_new_processes_where_forking_is_not_possible(root: Path) -> None:
    served = Served(root, before="from monologue.commands.build import builder; builder.CAN_FORK = False;")
    try:
        served.wait_for("Build 0 is served")
        edit(root / "content/pages/about.md", "First", "Second")
        served.wait_for("Build 1 is served")
        assert "Second text." in document(served, "about.html")
        served.process.send_signal(signal.SIGINT)
        served.wait_for("Stopped.")
    finally:
        served.end()


def processes_in(folder: Path) -> list[int]:
    """Return the processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                found.append(int(process.name))
        except OSError:  # it has ended, or is of another user
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="the system does not list processes as files")
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT], ids=lambda number: number.name
)
@pytest.mark.parametrize("is_building", [False, True], ids=["idle", "building"])
def test_no_process_is_left_when_the_server_ends(
    root: Path, number: signal.Signals, is_building: bool
) -> None:
    temporary = root / "temporary"
    temporary.mkdir()
    served = Served(root, TMPDIR=str(temporary))
    try:
        served.wait_for("Build 0 is served")
        if is_building:
            hold(root)
            edit(root / "content/pages/about.md", "First", "Second")
            wait_until((root / "waiting").exists)
        wait_until(lambda: len(processes_in(root)) == 2 + is_building)  # one forks, one renders, one builds
        served.process.send_signal(number)
        served.process.wait(timeout=30)
        wait_until(lambda: not processes_in(root))
        assert number == signal.SIGKILL or not list(temporary.iterdir())
    finally:
        served.end()


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="the system does not list processes as files")
def test_serving_goes_on_after_its_helpers_were_killed(served: Served, root: Path) -> None:
    for process in processes_in(root):
        os.kill(process, signal.SIGKILL)
    edit(root / "content/pages/about.md", "First", "Second")
    served.wait_for("Build 1 is served")
    assert "Second text." in document(served, "about.html")
    hold(root)
    edit(root / "content/pages/about.md", "Second", "Third")
    wait_until(lambda: "Third text." in document(served, "about.html"))
    assert "Build 2" not in served.printed


def test_an_error_that_ends_the_watcher_ends_the_server(root: Path) -> None:
    before = """
from monologue.commands.serve import watcher
def watch(*_, **__):
    raise OSError("too many watched folders")
watcher.watch = watch
"""
    served = Served(root, before=f"exec({before!r});")
    try:
        served.wait_for("too many watched folders")
        assert served.process.wait(timeout=30) == 1
    finally:
        served.end()
