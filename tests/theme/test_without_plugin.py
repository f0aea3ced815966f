"""The theme without its plugin: every page exists, in a plain form."""

import inspect
import re
from pathlib import Path

import pytest
from browser import visit
from conftest import ROOT, Build, run_pelican
from monologue.theme.document import Site, Theme
from monologue.theme.settings import Settings
from playwright.sync_api import Browser
from theme.reading import documents, soup, text_of
from theme.sites import WITHOUT_PLUGINS, build_sample
from theme.test_browser import overflow, violations
from theme.test_documents import has_target
from theme.test_markup import check

TEMPLATES = ROOT / "theme" / "templates"
FRAME = ["base.html", *(f"macros/{path.name}" for path in sorted((TEMPLATES / "macros").glob("*.html")))]
MACROS = (TEMPLATES / "macros" / "plain.html").read_text("utf-8")
KINDS = (
    "index.html",
    "first.html",
    "nasty.html",
    "first-he.html",
    "pages/about.html",
    "archives.html",
    "404.html",
)


def test_every_document_of_the_full_site_is_written_without_the_plugin(without_plugin: Build, found: Build):
    assert (without_plugin.status, without_plugin.stderr) == (0, "")
    assert "ERROR" not in without_plugin.stdout
    assert without_plugin.written == found.written


def test_a_site_that_sets_only_the_theme_builds(tmp_path: Path):
    built = build_sample(tmp_path)
    assert built.status == 0
    assert "ERROR" not in built.stdout + built.stderr


def test_every_document_has_a_language_a_title_and_one_main(without_plugin: Build):
    for path in documents(without_plugin):
        html = soup(without_plugin, path)
        assert html.html["lang"] and html.html["dir"] == "auto", path
        assert html.title.get_text(strip=True), path
        assert len(html.find_all("main")) == 1, path
        assert html.find(id=html.body.find("a")["href"].removeprefix("#")).name == "main", path


def test_the_text_and_the_menus_are_the_same_as_with_the_plugin(without_plugin: Build, found: Build):
    for path in ("nasty.html", "first-fr.html", "pages/about.html"):
        for selector in (".prose", "h1", ".site-header", ".site-footer", ".filed-under"):
            one, other = (soup(site, path).select_one(selector) for site in (without_plugin, found))
            assert (one and text_of(one)) == (other and text_of(other)), (path, selector)


def test_it_has_no_policy_no_contents_and_no_button(without_plugin: Build):
    for path in documents(without_plugin):
        html = soup(without_plugin, path)
        assert not html.select("[http-equiv], .toc, button, script[type]"), path


def test_every_link_has_a_target(without_plugin: Build):
    site = "https://example.org/sub"
    for path in documents(without_plugin):
        for tag in soup(without_plugin, path).select("[href]"):
            href = str(tag["href"]).removeprefix(site)
            assert re.match(r"[a-z]+:|//", href) or has_target(without_plugin, path, href), (path, href)


@pytest.mark.parametrize("path", KINDS)
def test_it_is_accessible_in_light_and_dark_and_on_a_phone(
    browser: Browser, without_plugin: Build, axe: str, path: str
):
    with visit(browser, without_plugin.output, path, width=320, height=640) as opened:
        assert overflow(opened) <= 0
        assert violations(opened, axe) == []
        opened.page.emulate_media(color_scheme="dark")
        assert violations(opened, axe, "color-contrast", "link-in-text-block") == []


def test_no_document_has_an_error(without_plugin: Build, checker: tuple[str, ...]):
    assert check(checker, "--errors-only", "--skip-non-html", str(without_plugin.output)) == ""


def test_setting_the_part_to_false_is_the_same_as_no_plugin(tmp_path: Path):
    sites = {}
    plugin = f'PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]\nPLUGINS = ["monologue.theme"]\nMONOLOGUE = False\n'
    for name, added in (("without", ""), ("off", plugin)):
        (tmp_path / name).mkdir()
        sites[name] = build_sample(tmp_path / name, WITHOUT_PLUGINS + added)
    assert sites["off"].status == 0
    for path in documents(sites["without"]):
        assert sites["off"].read(path) == sites["without"].read(path)


def test_the_macros_have_the_names_of_the_plugins_theme():
    macros = set(re.findall(r"{%-? (?:macro|set) (\w+)(?=\(| = (?:strings\.languages\.en|\[\]))", MACROS))
    public = {name for name, _ in inspect.getmembers(Theme) if not name.startswith("_")}
    assert macros == public - {"get", "site"}


def test_the_macros_finish_a_document_with_the_same_keys():
    """So that templates need not distinguish the two."""
    (given,) = re.findall(r"document\.update\(dict\(\{(.*?)\}, \*\*document", MACROS, re.DOTALL)
    plain = set(re.findall(r'"(\w+)":', given))
    site_of_one = {"content", "html", "contents", "minutes"}
    settings = {"SITENAME": "x", "SITEURL": "", "output_file": "index.html"}
    document: dict[str, object] = {}
    Theme(Site(Settings(), {}.get, str, str), settings.get).finish(document)
    assert plain == document.keys() | site_of_one


def test_the_plugin_does_not_change_other_themes(tmp_path: Path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "x.md").write_text("Title: x\nDate: 2026-01-01\n\nx", "utf-8")
    settings = (
        f'PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]\nPLUGINS = ["monologue.theme"]\nTHEME = "simple"\n'
    )
    (tmp_path / "settings.py").write_text(settings, "utf-8")
    built = run_pelican(tmp_path, "content", "-s", "settings.py", "-o", "output")
    assert built.status == 0 and "ERROR" not in built.stdout + built.stderr


def test_only_one_template_refers_to_the_plugin():
    """All others print the values that it passes on."""
    named = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)
        named += [path.relative_to(TEMPLATES).as_posix()] * ("monologue" in text)
    assert named == ["partials/settings.html"]


@pytest.mark.parametrize("name", FRAME)
def test_the_frame_and_the_macros_change_no_html(name: str):
    text = (TEMPLATES / name).read_text("utf-8")
    assert not re.search(r"""replace\(\s*["'][^"']*<|split\(["']<""", text)
