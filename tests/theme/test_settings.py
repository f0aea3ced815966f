"""The theme's own setting: what it changes, and what a mistake in it says."""

import re

import pytest
from conftest import ROOT, Build, Builder
from theme.reading import soup, text_of

ARTICLE = {"blog/x.md": "Title: x\nDate: 2026-02-01\n\nx"}
STRINGS = (ROOT / "theme" / "templates" / "macros" / "strings.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('{"typefase": "sans"}', "['typefase'] is not a setting; there are typeface, accent"),
        ('{"typeface": "comic"}', "['typeface'] is 'comic'; write 'mono', 'sans' or 'serif'"),
        ('{"accent": "#0b6e4f"}', "write two colours, for light and for dark"),
        (
            '{"accent": ("#b59500", "#6fd6ae")}',
            "'#b59500' for light, which is 2.58:1 on #f3f2ee; a link",
        ),
        ('{"accent": ("#06c", "#06c")}', "'#06c' for dark, which is 3.15:1 on #1e1818; a link needs 4.5:1"),
        ('{"contents": "many"}', "write a number: how many sections make a table of contents"),
        ('{"policy": "default-src *"}', "write a map of directives and their sources, or False"),
        ('{"languages": {"de": {"tag": "x"}}}', "['languages']['de']['tag'] is nothing the theme says"),
        ('["serif"]', " is a list; write a map"),
    ],
)
def test_a_mistake_ends_the_build_and_says_what_to_write(build: Builder, setting: str, said: str):
    built = build(ARTICLE, f"MONOLOGUE = {setting}\n")
    assert built.status == 1
    lines = [line for line in (built.stdout + built.stderr).splitlines() if line.strip()]
    first = next(line for line in lines if "CRITICAL" in line)
    assert said in first and said in lines[-1], "around the traceback that Pelican prints"


def test_a_typeface_and_an_accent_stand_over_the_tokens(build: Builder):
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
def test_an_accent_is_not_judged_where_nobody_can(build: Builder, accent: str, css: str):
    """Jinja reads no other notation than #rrggbb, and no background of the site's own."""
    overrides = 'ARTICLE_EXCLUDES = ["t"]\nTHEME_TEMPLATES_OVERRIDES = ["content/t"]\n'
    files = {**ARTICLE, "t/css/site.css": css}
    assert build(files, f'{overrides}MONOLOGUE = {{"accent": {accent}}}\n').status == 0


def test_the_browsers_own_bar_has_the_sites_own_background(build: Builder):
    paper = "@layer site { :root { --paper: light-dark(#ffffff, #000000); } }"
    overrides = 'THEME_TEMPLATES_OVERRIDES = ["content/own"]\nARTICLE_EXCLUDES = ["own"]\n'
    built = build({**ARTICLE, "own/css/site.css": paper}, overrides)
    tints = soup(built, "x.html").select("[name=theme-color]")
    assert [tag["content"] for tag in tints] == ["#000000", "#ffffff"]


def test_what_the_theme_says_follows_the_language_of_the_document(build: Builder):
    files = {
        "blog/a.md": "Title: a\nDate: 2026-02-01\nLang: ja\nSlug: a\n\n本文",
        "blog/b.md": "Title: b\nDate: 2026-01-01\nLang: de-AT\nSlug: b\n\nText",
    }
    added = 'MONOLOGUE = {"languages": {"de": {"skip": "Zum Text"}, "ja": {"minutes": "%d分"}}}\n'
    language = "ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = '{slug}.html'\nINDEX_SAVE_AS = 'blog/index.html'\n"
    built = build(files, language + added)
    assert built.status == 0, built.stderr
    assert text_of(soup(built, "a.html").select_one(".skip")) == "本文へ"
    assert text_of(soup(built, "a.html").select_one(".crumbs")) == "Test site ブログ"
    assert "1分" in text_of(soup(built, "a.html").select_one(".meta"))
    assert text_of(soup(built, "b.html").select_one(".skip")) == "Zum Text"
    assert "min read" in text_of(soup(built, "b.html").select_one(".meta"))


def test_a_site_in_japanese_says_nothing_in_english(build: Builder):
    settings = 'DEFAULT_LANG = "ja"\nSITENAME = AUTHOR = "独白"\nDIRECT_TEMPLATES = ["index", "404"]\n'
    settings += 'DEFAULT_DATE_FORMAT = "%Y-%m-%d"\nUSE_FOLDER_AS_CATEGORY = False\n'
    built = build({"blog/x.md": "Title: 記事\nDate: 2026-02-01\nTags: 札\n\n本文"}, settings)
    assert text_of(soup(built, "index.html").select_one(".listing time")) == "2月1日"
    for path in ("index.html", "x.html", "404.html"):
        words = re.findall(r"[a-z]{3,}", text_of(soup(built, path).body), re.IGNORECASE)
        assert not words, path


def test_each_language_says_all_that_the_theme_says():
    english, *others = re.findall(r'^  "\w+": \{\n(.*?)^  \}', STRINGS, re.MULTILINE | re.DOTALL)
    keys = re.findall(r'"(\w+)": ["(]', english)
    assert others and all(re.findall(r'"(\w+)": ["(]', other) == keys for other in others)


@pytest.mark.parametrize("key", sorted(set(re.findall(r'"(\w+)": ["(]', STRINGS))))
def test_each_word_is_said_somewhere(key: str):
    templates = (ROOT / "theme" / "templates").rglob("*.html")
    assert any(f"words.{key}" in path.read_text("utf-8") for path in templates)


def test_without_the_setting_nothing_is_missing(plain: Build):
    assert plain.status == 0
