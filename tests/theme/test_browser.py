"""Every kind of document as a reader uses it, in Chromium."""

import json

import pytest
from browser import ORIGIN, Visit, visit
from conftest import Build
from playwright.sync_api import Browser, expect

FULL = {
    "home": "",
    "index": "blog/",
    "index, page 2": "blog/page/2/",
    "article": "first.html",
    "article of hostile text": "x-77-alert1-raw.html",
    "article from reStructuredText": "tom-jerry-them.html",
    "article with a long word": "long.html",
    "article with a level 1 heading": "third.html",
    "article from right to left": "first-he.html",
    "page": "pages/about-more.html",
    "draft": "drafts/a-draft-without-a-date.html",
    "archives": "archives.html",
    "year": "archives/2024.html",
    "category": "category/code.html",
    "tag": "tag/rust.html",
    "author": "author/ann.html",
    "categories": "categories.html",
    "tags": "tags.html",
    "authors": "authors.html",
    "404": "404.html",
}
OWN = {"own home": "", "About": "about/", "every element": "blog/every-element/"}
KINDS = [("full", path) for path in FULL.values()] + [("own", path) for path in OWN.values()]


@pytest.fixture(params=KINDS, ids=[*FULL, *OWN])
def document(request: pytest.FixtureRequest) -> tuple[Build, str]:
    """One document of each kind: its site, and its path there."""
    site, path = request.param
    return request.getfixturevalue(site), path


def violations(opened: Visit, axe: str, *rules: str) -> list[str]:
    """Return the violations of all of axe-core's rules, or only of ``rules``."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    if opened.run("typeof axe === 'undefined'"):
        opened.run(axe)
    script = f"axe.run({json.dumps(options)}).then(r => JSON.stringify(r.violations))"
    found = json.loads(str(opened.run(script)))
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]


def overflow(opened: Visit) -> int:
    """Return by how many pixels the document is wider than the window."""
    return int(str(opened.run("document.documentElement.scrollWidth - innerWidth")))


def test_axe_finds_nothing_in_light_dark_and_forced_colours(
    browser: Browser, document: tuple[Build, str], axe: str
):
    """All rules in the first run; in the others, where only the colours differ, the rules about colours."""
    site, path = document
    with visit(browser, site.output, path) as opened:
        assert violations(opened, axe) == []
        for media in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
            opened.page.emulate_media(**media)
            assert violations(opened, axe, "color-contrast", "link-in-text-block") == [], media
        assert opened.faults == []


def test_no_document_scrolls_horizontally_on_a_phone(browser: Browser, document: tuple[Build, str], axe: str):
    site, path = document
    with visit(browser, site.output, path, width=320, height=640) as opened:
        assert overflow(opened) <= 0
        assert violations(opened, axe, "scrollable-region-focusable") == []
        opened.run("document.documentElement.style.fontSize = '200%'")
        assert overflow(opened) <= 0, "with text of double size"


def test_only_the_text_is_printed(browser: Browser, document: tuple[Build, str]):
    site, path = document
    with visit(browser, site.output, path, scheme="dark") as opened:
        opened.page.emulate_media(media="print")
        assert opened.page.locator("h1").is_visible()
        for chrome in (".skip", ".site-header", ".site-footer", ".pager"):
            assert not any(found.is_visible() for found in opened.page.locator(chrome).all()), chrome
        paper = "getComputedStyle(document.documentElement).backgroundColor"
        assert opened.run(paper) == "rgb(255, 255, 255)"


def test_the_skip_link_gets_focus_first_and_leads_to_the_text(browser: Browser, full: Build):
    with visit(browser, full.output, "blog/") as opened:
        opened.page.keyboard.press("Tab")
        skip = opened.page.locator(".skip")
        assert opened.run("document.activeElement.className") == "skip"
        assert skip.is_visible() and skip.bounding_box()["width"] > 50
        opened.page.keyboard.press("Enter")
        assert opened.run("document.activeElement.localName") == "main"
        opened.page.keyboard.press("Tab")
        assert opened.run("document.querySelector('main').contains(document.activeElement)")


def test_the_keyboard_focus_is_always_visible(browser: Browser, own: Build):
    stops: list[str] = []
    with visit(browser, own.output, "blog/every-element/") as opened:
        opened.page.keyboard.press("Tab")
        while opened.run("document.activeElement !== document.body"):
            stops.append(str(opened.run("document.activeElement.localName")))
            style = opened.run("getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid", opened.run("document.activeElement.outerHTML")
            opened.page.keyboard.press("Tab")
    assert {"a", "pre", "span", "summary", "select", "button"} <= set(stops)


def test_the_arrow_keys_scroll_wide_code(browser: Browser, own: Build):
    with visit(browser, own.output, "blog/every-element/", width=320) as opened:
        code = opened.page.locator("pre").first
        code.focus()
        opened.page.keyboard.press("ArrowRight")
        opened.until("document.querySelector('pre').scrollLeft > 0")


def test_a_wide_formula_scrolls_by_itself_and_by_keyboard(browser: Browser, own: Build):
    with visit(browser, own.output, "blog/every-element/", width=320) as opened:
        box = opened.page.get_by_role("group", name="Formula")
        opened.run("document.querySelector('.scroll math').innerHTML += '<mi>abcdefgh</mi>'.repeat(9)")
        assert overflow(opened) <= 0
        box.focus()
        opened.page.keyboard.press("ArrowRight")
        opened.until("document.querySelector('.scroll:has(math)').scrollLeft > 0")


def test_code_is_copied_by_a_button_above_it(browser: Browser, own: Build):
    context = {"permissions": ["clipboard-read", "clipboard-write"]}
    with visit(browser, own.output, "blog/every-element/", **context) as opened:
        code, button = (
            opened.page.locator(found).nth(1) for found in (".highlight > pre", ".highlight .copy")
        )
        assert button.evaluate("button => getComputedStyle(button).opacity") == "0", (
            "hidden until the pointer is on the code"
        )
        code.hover()
        assert button.evaluate("button => getComputedStyle(button).opacity") == "1"
        above, block = button.bounding_box(), code.bounding_box()
        assert above["y"] + above["height"] <= block["y"] + 1, "it does not cover the code"
        button.click()
        expect(button).to_have_text("Copied")
        assert opened.run("navigator.clipboard.readText()") == code.text_content()
        assert opened.faults == []


def test_adding_the_buttons_shifts_nothing(browser: Browser, own: Build):
    bottom = "document.querySelector('.prose').getBoundingClientRect().bottom"
    with visit(browser, own.output, "blog/every-element/") as opened:
        with_buttons = opened.run(bottom)
        assert (
            opened.page.locator(".highlight .copy").count() == opened.page.locator(".highlight > pre").count()
        )
        opened.run("document.querySelectorAll('.highlight .copy').forEach(button => button.remove())")
        assert opened.run(bottom) == with_buttons


def test_the_text_column_has_a_readable_width(browser: Browser, own: Build):
    with visit(browser, own.output, "about/", width=2000) as opened:
        opened.run("document.querySelector('.prose').innerHTML = '<p>' + '0 '.repeat(300)")
        height = opened.page.locator(".prose p").bounding_box()["height"]
        line = float(str(opened.run("parseFloat(getComputedStyle(document.body).lineHeight)")))
        assert 65 <= 600 / (height / line) <= 75


def test_the_header_is_one_line_and_the_text_starts_on_the_first_screen(browser: Browser, own: Build):
    with visit(browser, own.output, "about/") as opened:
        assert opened.page.locator(".site-header").bounding_box()["height"] < 70
        assert opened.page.locator(".prose").bounding_box()["y"] < 300


def test_the_404_page_lists_the_most_similar_url_first(browser: Browser, own: Build):
    with visit(browser, own.output, "404.html") as opened:
        opened.page.route(
            "**/evry-elment",
            lambda route: route.fulfill(path=own.output / "404.html", content_type="text/html"),
        )
        opened.page.goto(f"{ORIGIN}/blog/evry-elment")
        assert opened.page.locator(".near a").first.inner_text() == "Every element of Markdown"
        assert opened.faults == []


def test_contents_are_closed_on_a_phone_and_next_to_the_text_on_a_wide_screen(browser: Browser, own: Build):
    with visit(browser, own.output, "blog/every-element/", width=320) as opened:
        link = opened.page.locator(".toc").get_by_role("link", name="Quotes")
        assert not link.is_visible()
        opened.page.locator(".toc summary").focus()
        opened.page.keyboard.press("Enter")
        assert link.is_visible()
    with visit(browser, own.output, "blog/every-element/", width=1280) as opened:
        text = opened.page.locator(".prose").bounding_box()
        item = opened.page.locator(".toc li").first.bounding_box()
        assert item["x"] > text["x"] + text["width"] and item["width"] > 100
        assert item["x"] + item["width"] < 1280


def test_nothing_shifts_while_a_document_loads(browser: Browser, own: Build):
    with visit(browser, own.output, "blog/every-element/") as opened:
        shift = opened.run(
            "new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries()"
            ".forEach(entry => sum += entry.value)).observe({type: 'layout-shift', buffered: true});"
            "setTimeout(() => done(sum), 300); })"
        )
        assert shift == 0


def test_the_site_can_be_navigated_by_clicks(browser: Browser, own: Build):
    with visit(browser, own.output, "") as opened:
        opened.page.get_by_role("link", name="Every element").click()
        opened.page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Blog").click()
        assert opened.page.url == f"{ORIGIN}/blog/"
        assert opened.faults == []


def test_a_visit_finds_nothing_that_an_earlier_one_has_stored(browser: Browser, own: Build):
    """Or a test could depend on another: all share the window of one browser."""
    with visit(browser, own.output, "") as opened:
        opened.run("localStorage.setItem('scheme', 'dark'); document.cookie = 'a=b'")
    with visit(browser, own.output, "") as opened:
        assert opened.run("localStorage.length + document.cookie.length") == 0
