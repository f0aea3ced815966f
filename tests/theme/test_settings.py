"""The theme's setting: what it changes, and the message for each error in it."""

import ast
import re
from types import SimpleNamespace

import pytest
from conftest import ROOT, Build, Builder
from monologue.theme.adapter import give_theme
from monologue.theme.body import NAMES
from theme.reading import soup, text_of

ARTICLE = {"blog/x.md": "Title: x\nDate: 2026-02-01\n\nx"}
STRINGS = (ROOT / "theme" / "templates" / "macros" / "strings.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('{"typefase": "sans"}', "MONOLOGUE['typefase'] is not a setting (did you mean typeface?)"),
        (
            '{"typeface": "serf"}',
            "MONOLOGUE['typeface'] must be one of mono, sans, serif, not 'serf' (did you mean serif?)",
        ),
        ('{"typeface": "comic"}', "MONOLOGUE['typeface'] must be one of mono, sans, serif, not 'comic'"),
        ('{"typeface": 1}', "MONOLOGUE['typeface'] must be text, not 1"),
        ('{"accent": "#0b6e4f"}', "MONOLOGUE['accent'] must be a list, not '#0b6e4f'"),
        (
            '{"accent": ["#0b6e4f"]}',
            "MONOLOGUE['accent'] must be two colours, for light and for dark: ('#0b6e4f', '#6fd6ae'),"
            " not ('#0b6e4f',)",
        ),
        (
            '{"accent": ("#b59500", "#6fd6ae")}',
            "MONOLOGUE['accent'] has '#b59500' for light, whose contrast on #f3f2ee is 2.58:1;"
            " a link needs at least 4.5:1 (write a darker colour)",
        ),
        (
            '{"accent": ("#06c", "#06c")}',
            "MONOLOGUE['accent'] has '#06c' for dark, whose contrast on #1e1818 is 3.15:1;"
            " a link needs at least 4.5:1 (write a lighter colour)",
        ),
        ('{"contents": "many"}', "MONOLOGUE['contents'] must be a whole number, not 'many'"),
        ('{"policy": "default-src *"}', "MONOLOGUE['policy'] must be a dictionary, not 'default-src *'"),
        ('{"languages": {"de": 1}}', "MONOLOGUE['languages']['de'] must be a dictionary, not 1"),
        (
            '{"languages": {"de": {"skp": "x"}}}',
            "MONOLOGUE['languages']['de']['skp'] is not a setting (did you mean skip?)",
        ),
        ('["serif"]', "MONOLOGUE must be a dictionary, not ['serif']"),
        (
            '{"policy": {"img-src": ["a.example"]}}',
            "MONOLOGUE['policy']['img-src'] must be text, with spaces between sources, not ['a.example']",
        ),
        (
            '{"policy": {"img-src": "a.example; script-src *"}}',
            "MONOLOGUE['policy']['img-src'] must not contain ';' (write a space between sources)",
        ),
        (
            '{"policy": {"img_src": "a.example"}}',
            "MONOLOGUE['policy'] has 'img_src', which is not the name of a directive",
        ),
        ('{"languages": {"de": {"skip": 1}}}', "MONOLOGUE['languages']['de']['skip'] must be text, not 1"),
        (
            '{"languages": {"de": {"page": "Seite"}}}',
            "MONOLOGUE['languages']['de']['page'] must contain %d as often as 'page %d', not 'Seite'",
        ),
        (
            '{"languages": {"de": {"page_of": "%d %s %d"}}}',
            "MONOLOGUE['languages']['de']['page_of'] must contain %d as often as '%d of %d', not '%d %s %d'",
        ),
        (
            '{"languages": {"de": {"periods": "%Y"}}}',
            "MONOLOGUE['languages']['de']['periods'] must be 3 texts, as in ('%Y', '%B %Y', '%d %B %Y'),"
            " not '%Y'",
        ),
    ],
)
@pytest.mark.parametrize("plugin", ["monologue", "monologue.theme"])
def test_an_error_is_reported_in_one_line_before_any_content_is_read(
    build: Builder, plugin: str, setting: str, said: str
) -> None:
    built = build(ARTICLE, f'PLUGINS = ["{plugin}"]\nMONOLOGUE = {setting}\n')
    assert (built.status, built.stderr, built.stdout) == (1, f"{said}\n", "")
    assert not built.output.exists()


def test_a_misspelt_name_of_the_setting_is_an_error(build: Builder) -> None:
    built = build(ARTICLE, 'PLUGINS = ["monologue"]\nMONOLOGE = {}\n')
    assert (built.status, built.stderr) == (1, "MONOLOGE is not a setting (did you mean MONOLOGUE?)\n")


def test_a_typeface_and_an_accent_override_the_tokens(build: Builder):
    built = build(ARTICLE, 'MONOLOGUE = {"typeface": "serif", "accent": ("#0b6e4f", "#6fd6ae")}\n')
    css = built.read("x.html").partition("<style>")[2]
    tokens = css.rpartition("@layer tokens{")[2]
    assert tokens.startswith(":root{--accent:light-dark(#0b6e4f,#6fd6ae)}}")
    assert "--font:Charter" in css


@pytest.mark.parametrize(
    ("accent", "css"),
    [
        ("('darkorange', 'oklch(30% .1 250)')", ""),
        ("('#b59500', '#06c')", "@layer site { :root { --paper: light-dark(#221, #ffe); } }"),
    ],
)
def test_an_accent_of_unknown_contrast_is_accepted(build: Builder, accent: str, css: str):
    """Only #rgb and #rrggbb are checked, and only on the theme's own background."""
    overrides = (
        'PLUGINS = ["monologue"]\nARTICLE_EXCLUDES = ["t"]\nTHEME_TEMPLATES_OVERRIDES = ["content/t"]\n'
    )
    files = {**ARTICLE, "t/css/site.css": css}
    assert build(files, f'{overrides}MONOLOGUE = {{"accent": {accent}}}\n').status == 0


def test_theme_color_is_the_sites_own_background(build: Builder):
    paper = "@layer site { :root { --paper: light-dark(#ffffff, #000000); } }"
    overrides = 'THEME_TEMPLATES_OVERRIDES = ["content/own"]\nARTICLE_EXCLUDES = ["own"]\n'
    built = build({**ARTICLE, "own/css/site.css": paper}, overrides)
    tints = soup(built, "x.html").select("[name=theme-color]")
    assert [tag["content"] for tag in tints] == ["#000000", "#ffffff"]


def test_the_strings_are_in_the_language_of_the_document(build: Builder):
    files = {
        "blog/a.md": "Title: a\nDate: 2026-02-01\nLang: ja\nSlug: a\n\n本文",
        "blog/b.md": "Title: b\nDate: 2026-01-01\nLang: de-AT\nSlug: b\n\nText",
    }
    added = 'MONOLOGUE = {"languages": {"de_at": {"skip": "Zum Text"}, "ja": {"minutes": "%d分"}}}\n'
    language = "ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = '{slug}.html'\nINDEX_SAVE_AS = 'blog/index.html'\n"
    built = build(files, language + added)
    assert built.status == 0, built.stderr
    assert text_of(soup(built, "a.html").select_one(".skip")) == "本文へ"
    assert text_of(soup(built, "a.html").select_one(".crumbs")) == "Test site ブログ"
    assert "1分" in text_of(soup(built, "a.html").select_one(".meta"))
    assert text_of(soup(built, "b.html").select_one(".skip")) == "Zum Text"
    assert "min read" in text_of(soup(built, "b.html").select_one(".meta"))


def test_a_site_in_japanese_has_no_english_strings(build: Builder):
    settings = 'DEFAULT_LANG = "ja"\nSITENAME = AUTHOR = "独白"\nDIRECT_TEMPLATES = ["index", "404"]\n'
    settings += 'DEFAULT_DATE_FORMAT = "%Y-%m-%d"\nUSE_FOLDER_AS_CATEGORY = False\n'
    built = build({"blog/x.md": "Title: 記事\nDate: 2026-02-01\nTags: 札\n\n本文"}, settings)
    assert text_of(soup(built, "index.html").select_one(".listing time")) == "2月1日"
    for path in ("index.html", "x.html", "404.html"):
        words = re.findall(r"[a-z]{3,}", text_of(soup(built, path).body), re.IGNORECASE)
        assert not words, path


def test_each_language_has_all_strings():
    english, *others = re.findall(r'^  "\w+": \{\n(.*?)^  \}', STRINGS, re.MULTILINE | re.DOTALL)
    keys = re.findall(r'"(\w+)": ["(]', english)
    assert others and all(re.findall(r'"(\w+)": ["(]', other) == keys for other in others)


@pytest.mark.parametrize("key", sorted(set(re.findall(r'"(\w+)": ["(]', STRINGS))))
def test_each_string_is_used(key: str):
    templates = (ROOT / "theme" / "templates").rglob("*.html")
    assert key in {*NAMES, "language"} or any(f"words.{key}" in path.read_text("utf-8") for path in templates)


def test_the_file_of_strings_contains_only_data():
    """Python and Jinja both read it."""
    data = re.sub(r"{#-.*?-#}", "", STRINGS, flags=re.DOTALL).strip()
    languages = ast.literal_eval(re.fullmatch(r"{%- set languages = (.*) -%}", data, re.DOTALL)[1])
    assert {"en", "ja"} <= languages.keys()


def test_a_later_build_without_the_theme_is_not_changed():
    """Under `pelican --autoreload` the settings can change between two builds of one process."""
    give_theme(SimpleNamespace(settings={}))


def test_the_setting_is_optional(plain: Build):
    assert plain.status == 0
