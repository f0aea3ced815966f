"""Each example of docs/customising.md works: it is built exactly as written, and opened in a browser."""

import re
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import pytest
from browser import visit
from conftest import Build, Builder, need
from playwright.sync_api import Browser
from theme.examples import CUSTOMISING, example
from theme.reading import soup, text_of

CONTENT = {
    "blog/x.md": "Title: x\nDate: 2026-02-01\nTags: a\n\nA bridge.",
    "blog/draft.md": "Title: d\nDate: 2026-02-01\nStatus: draft\n\nA bridge.",
    "blog/hidden.md": "Title: h\nDate: 2026-02-01\nStatus: hidden\n\nA bridge.",
}
LIGHT, DARK = "rgb(11, 110, 79)", "rgb(111, 214, 174)"  # #0b6e4f, #6fd6ae
ACCENT = "getComputedStyle(document.querySelector('main a')).color"

Made = Callable[..., Build]


@pytest.fixture
def made(build: Builder, tmp_path: Path) -> Made:
    """Build a site with the examples of these titles, and with ``settings`` before theirs."""

    def run(
        *titles: str,
        settings: str = "",
        files: Mapping[str, bytes] = MappingProxyType({}),
        templates: Mapping[str, str] = MappingProxyType({}),
    ) -> Build:
        examples = [example(title) for title in ("Change it without copying it", *titles)]
        written = {f"my-templates/{name}": text for name, text in templates.items()}
        for name, text in [*written.items(), *(pair for one in examples for pair in one.files.items())]:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        built = build({**CONTENT, **files}, settings + "".join(one.settings for one in examples))
        assert built.status == 0, built.stdout + built.stderr
        return built

    return run


def test_a_site_can_have_its_own_style_sheet_and_block(made: Made, browser: Browser):
    home = 'DIRECT_TEMPLATES = ["home"]\nHOME_SAVE_AS = "index.html"\n'
    home += 'PLUGINS = ["monologue.theme", "monologue.link_check"]\n'
    built = made("Colours, type, any rule", "A part of a template", settings=home + 'FAIL_ON = "warning"\n')
    assert "I build bridges" in text_of(soup(built, "index.html").main)
    for scheme, colour in (("light", LIGHT), ("dark", DARK)):
        with visit(browser, built.output, "x.html", scheme=scheme) as opened:
            assert opened.run(ACCENT) == colour
            assert opened.faults == []


OWN = {
    "partials/scheme.html": "<i>No switch</i>",
    "macros/dates.html": "{% macro of(content, updated) %}<i>Dates</i>{% endmacro %}",
    "css/prose.css": "@layer components { .prose { color: red; } }",
}


def test_a_site_can_replace_a_partial_a_macro_and_a_style_sheet(made: Made, browser: Browser):
    built = made(templates=OWN)
    html = soup(built, "x.html")
    assert [tag.string for tag in html.select("i")] == ["Dates", "No switch"]
    assert ".prose{color:red}" in html.style.string and "blockquote" not in html.style.string
    with visit(browser, built.output, "x.html") as opened:
        assert opened.faults == []


def test_the_themes_setting_changes_typeface_and_colour(made: Made, browser: Browser):
    built = made("The theme's own setting")
    with visit(browser, built.output, "x.html") as opened:
        assert str(opened.run("getComputedStyle(document.body).fontFamily")).startswith("Charter")
        assert opened.run(ACCENT) == LIGHT
        assert opened.faults == []


def test_a_setting_adds_a_language_to_the_theme(made: Made):
    words = re.search(r'`(\{"de": \{"tags".*?\})`', CUSTOMISING)[1]
    settings = f'DEFAULT_LANG = "de"\nMONOLOGUE = {{"languages": {words}}}\n'
    assert text_of(soup(made(settings=settings), "tags.html").h1) == "Schlagworte"


COUNTER = {
    "https://stats.example.com/count.js": (
        "text/javascript",
        "const url = 'https://stats.example.com/count'; navigator.sendBeacon(url);"
        "fetch(url).then(() => document.body.dataset.counted = '')",
    ),
    "https://stats.example.com/count": ("text/plain", ""),
}


def test_analytics_count_every_kind_of_document(made: Made, browser: Browser):
    built = made("A counter")
    for path in ("index.html", "x.html", "tag/a.html", "archives.html"):
        with visit(browser, built.output, path, elsewhere=COUNTER) as opened:
            opened.page.wait_for_selector("[data-counted]")
            assert opened.faults == []


GISCUS = {
    "https://giscus.app/client.js": (
        "text/javascript",
        """
        const { origin } = new URL(document.currentScript.src);
        const frame = document.createElement("iframe");
        frame.src = origin + "/widget";
        frame.style.opacity = "0";
        document.currentScript.after(frame);
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = origin + "/default.css";
        document.head.prepend(style);
        """,
    ),
    "https://giscus.app/default.css": ("text/css", "iframe { width: 77px; }"),
    "https://giscus.app/widget": ("text/html", "<p>Be the first.</p>"),
}
"""How giscus changes a document: https://github.com/giscus/giscus/blob/main/client.ts."""


def test_comments_are_shown_below_each_article(made: Made, browser: Browser):
    built = made("Comments")
    with visit(browser, built.output, "x.html", elsewhere=GISCUS) as opened:
        frame = opened.page.frame_locator("article > iframe")
        assert frame.locator("p").inner_text() == "Be the first."
        assert opened.page.locator("iframe").bounding_box()["width"] < 90
        assert opened.faults == []
    assert not soup(built, "index.html").select("[data-repo]")


PAGEFIND = r"""
import pathlib, sys
bundle = pathlib.Path(sys.argv[-1]) / "pagefind"
bundle.mkdir()
(bundle / "pagefind-component-ui.css").write_text('''
  :root { --pf-text: black; }
  pagefind-results { all: initial; }
  pagefind-results a { color: var(--pf-text); }
''')
(bundle / "pagefind-component-ui.js").write_text('''
  const box = document.createElement("input");
  document.querySelector("pagefind-input").append(box);
  const list = document.querySelector("pagefind-results");
  box.oninput = async () => (await import("./pagefind.js")).search(list);
''')
(bundle / "pagefind.js").write_text('''
  export const search = async (list) => {
    const code = await fetch(new URL("wasm", import.meta.url));
    await WebAssembly.instantiate(await code.arrayBuffer());
    new Worker(new URL("worker.js", import.meta.url)).onmessage = () => {
      list.style.display = "block";
      list.innerHTML = "<a href='/x.html'>x</a>";
    };
  };
''')
(bundle / "wasm").write_bytes(b"\0asm\1\0\0\0")
(bundle / "worker.js").write_text("postMessage(1)")
"""
"""Replaces Pagefind if that is not installed: finds one article, with all techniques that Pagefind uses."""


def test_the_search_finds_what_is_published(made: Made, browser: Browser, tmp_path: Path):
    if not find_spec("pagefind"):
        (tmp_path / "pagefind.py").write_text(PAGEFIND, "utf-8")
    settings = """
DIRECT_TEMPLATES = ["index", "search"]
MENUITEMS = [("Search", "/search.html")]
PLUGIN_PATHS.append("plugins")
PLUGINS = ["monologue.theme", "search", "monologue.link_check"]
FAIL_ON = "warning"
"""
    built = made("Search", settings=settings)
    with visit(browser, built.output, "search.html", scheme="dark") as opened:
        opened.page.locator("pagefind-input input").fill("bridge")
        opened.page.wait_for_selector("pagefind-results a")
        links = opened.page.locator("pagefind-results a").all()
        assert {link.get_attribute("href") for link in links} == {"/x.html"}
        ink = opened.run("getComputedStyle(document.querySelector('pagefind-results a')).color")
        assert ink == "rgb(233, 228, 225)"
        assert opened.faults == []
    for path in ("drafts/draft.html", "hidden.html"):
        assert soup(built, path).article["data-pagefind-ignore"] == "all"


FONT = "document.fonts.ready.then(([font]) => [font.family, font.status])"


def test_a_font_is_loaded_from_the_site(made: Made, browser: Browser):
    faces = sorted(Path("/usr/share/fonts").rglob("*.ttf"))
    need(bool(faces), "a typeface of the system")
    fonts = 'STATIC_PATHS = ["fonts"]\n'
    built = made("A typeface of your own", settings=fonts, files={"fonts/plex.woff2": faces[0].read_bytes()})
    with visit(browser, built.output, "x.html") as opened:
        assert opened.run(FONT) == ["Plex", "loaded"]
        assert opened.faults == []


def test_the_policy_has_the_hash_of_a_sites_own_style(made: Made, browser: Browser):
    built = made("Colours, type, any rule")
    with visit(browser, built.output, "x.html") as opened:
        assert opened.run(ACCENT) == LIGHT
        assert opened.faults == []
        opened.run("document.head.append(document.createElement('style'))")
        assert "Content Security Policy" in opened.faults[0]


def test_a_sitemap_is_written_and_robots_txt_names_it(made: Made):
    built = made("Search engines and sharing", settings='SITEURL = "https://example.org"\n')
    assert "<loc>https://example.org/x.html</loc>" in built.read("sitemap.xml")
    assert "Sitemap: https://example.org/sitemap.xml" in built.read("robots.txt")
