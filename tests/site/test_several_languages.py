"""A site in several languages, by the one setting ``LANGUAGES``: a new site, published."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from forked import run_module
from monologue.commands.new_site import Owner, new_site
from monologue.core.languages import read_languages
from monologue.core.settings import SettingsError

SETTINGS = """
LANGUAGES = {
    "ja": {"SITENAME": "エイダのノート", "SITESUBTITLE": "研究", "MENUITEMS": [("ブログ", "/ja/")]},
    "pt-BR": {},
    "ar": {},
}
"""
TEXTS = {
    "blog/by-field.md": "en A",
    "blog/by-field-in-japanese.md": "ja B\nslug: by-field\nlang: ja",
    "blog/by-name.md": "en C",
    "blog/by-name.ja.md": "ja D",
    "blog/by-hyphen.md": "en E",
    "blog/by-hyphen-ja.md": "ja F",
    "blog/by-hyphen-pt_BR.md": "pt-br G",
    "blog/by-folder.md": "en H",
    "blog/ja/by-folder.md": "ja I",
    "blog/by-tree/index.md": "en J",
    "ja/blog/by-tree/index.md": "ja K",
    "ja/blog/only-japanese.md": "ja L",
    "ja/pages/about.md": "ja M",
    "blog/maja.md": "en N",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("languages") / "site"
    new_site(root, Owner("Ada", "Ada", "https://ada.dev", "en"), date(2026, 11, 22))
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    for name, what in TEXTS.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lang, _, title = what.partition(" ")
        path.write_text(
            f"---\ntitle: {title}\ndate: 2024-01-05\n---\nText in {lang}: [about](/about/).\n",
            encoding="utf-8",
        )
    done = run_module("monologue", "publish", folder=root, paths=[ROOT / "plugins"])
    assert (done.returncode, done.stderr) == (0, "")
    return root / "output"


def page(output: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((output / path / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_a_text_gets_its_language_from_its_field_its_name_or_its_folder(published: Path) -> None:
    for slug in ("by-field", "by-name", "by-hyphen", "by-folder", "by-tree"):
        assert page(published, f"blog/{slug}").html["lang"] == "en"
        assert page(published, f"ja/blog/{slug}").html["lang"] == "ja"
    assert page(published, "pt-br/blog/by-hyphen").html["lang"] == "pt-br"
    assert page(published, "ja/about").html["lang"] == "ja"
    assert page(published, "blog/maja").html["lang"] == "en", "it does not end with a language"


def test_translations_link_to_each_other(published: Path) -> None:
    expected = {"en": "", "ja": "ja/", "pt-br": "pt-br/", "x-default": ""}
    for folder in ("", "ja/", "pt-br/"):
        html = page(published, f"{folder}blog/by-hyphen")
        found = {tag["hreflang"]: tag["href"] for tag in html.select("head [hreflang]")}
        assert found == {lang: f"https://ada.dev/{at}blog/by-hyphen/" for lang, at in expected.items()}
        assert len(html.select(".meta [hreflang]")) == 2


def test_each_language_has_a_front_page_of_its_own_texts_in_its_own_words(published: Path) -> None:
    html = page(published, "ja")
    assert html.html["lang"] == "ja"
    assert html.title.text == html.h1.text == "エイダのノート"
    assert html.select_one(".lead").text == "研究"
    assert sorted(tag.text for tag in html.select(".listing .u-url")) == ["B", "D", "F", "I", "K", "L"]
    assert html.select_one(".skip").text == "本文へ"
    assert [tag.text for tag in html.select(".menu a")] == ["ブログ"]
    assert [tag["href"] for tag in page(published, "pt-br").select(".listing .u-url")] == [
        "https://ada.dev/pt-br/blog/by-hyphen/"
    ]


def test_the_front_pages_link_to_each_other(published: Path) -> None:
    fronts = {"ar": "ar/", "en": "", "ja": "ja/", "pt-br": "pt-br/", "x-default": ""}
    for path in ("", "ja", "pt-br"):
        html = page(published, path)
        found = {tag["hreflang"]: tag["href"] for tag in html.select("head link[hreflang]")}
        assert found == {lang: f"https://ada.dev/{url}" for lang, url in fronts.items()}
        assert len(html.select(".site-footer [hreflang]")) == 3
    assert page(published, "ja/blog/by-name").select_one(".crumbs a")["href"] == "https://ada.dev/ja/"
    for url in ("", "ja/", "pt-br/"):
        assert f"<loc>https://ada.dev/{url}</loc>" in (published / "sitemap.xml").read_text(encoding="utf-8")


def test_a_language_without_texts_has_an_empty_front_page(published: Path) -> None:
    html = page(published, "ar")
    assert (html.html["lang"], html.html["dir"]) == ("ar", "rtl")
    assert html.select(".listing") == []


def test_each_language_has_a_feed(published: Path) -> None:
    feed = ElementTree.parse(published / "feeds/ja.atom.xml").getroot()
    name = "{http://www.w3.org/2005/Atom}title"
    assert feed.findtext(name) == "エイダのノート"
    titles = {entry.findtext(name) for entry in feed if entry.tag.endswith("entry")}
    assert titles == {"B", "D", "F", "I", "K", "L"}
    for path in ("ja", "ja/blog/by-name"):
        links = [tag["href"] for tag in page(published, path).select("head link[type$='atom+xml']")]
        assert "https://ada.dev/feeds/ja.atom.xml" in links


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"LANGUAGES": ["ja"]}, "LANGUAGES must be a dictionary"),
        ({"LANGUAGES": {"en": {}}, "DEFAULT_LANG": "EN"}, "the language of the site"),
        ({"LANGUAGES": {"Japanese!": {}}}, "is not a language code"),
        ({"LANGUAGES": {"ja": "エイダ"}}, "LANGUAGES['ja'] must be a dictionary"),
        ({"LANGUAGES": {"ja": {"SITENAMES": "x"}}}, "(did you mean SITENAME?)"),
        ({"LANGUAGES": {"ja": {"SITENAME": 5}}}, "must be text"),
        ({"LANGUAGES": {"ja": {"MENUITEMS": ["/ja/"]}}}, "must be a list of (label, URL)"),
        ({"LANGUAGE": {"ja": {}}}, "(did you mean LANGUAGES?)"),
    ],
)
def test_a_wrong_setting_is_explained(settings: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_languages(settings)
    assert message in str(raised.value)
