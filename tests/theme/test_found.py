"""The metadata of a document for search engines, social networks and microformats parsers."""

import json
from datetime import datetime
from typing import Any

import pytest
from bs4 import Tag
from conftest import Build, Builder
from theme.reading import data_of, documents, microformat, soup, text_of

SITE = "https://example.org/sub"

REQUIRED = """
BlogPosting     headline author datePublished url
ProfilePage     mainEntity
WebPage         name
WebSite         name url
BreadcrumbList  itemListElement
ListItem        position name item
Person          name
"""
"""The required properties of a type: developers.google.com/search/docs/appearance/structured-data, `article`
(where all are recommended, and none is required), `profile-page`, `breadcrumb`, and `site-names`."""

KNOWN = """
Thing           description image name sameAs url
CreativeWork    author dateModified datePublished headline inLanguage keywords mainEntity
BlogPosting     Thing CreativeWork
ProfilePage     Thing CreativeWork
WebPage         Thing CreativeWork
WebSite         Thing CreativeWork
BreadcrumbList  Thing itemListElement
ListItem        Thing item position
Person          Thing
"""
"""The allowed properties of a type, a selection from schema.org/<type>, and the types it inherits from."""


def table(text: str) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in map(str.split, text.strip().splitlines())}


def known(kind: str) -> set[str]:
    names = table(KNOWN)[kind]
    return set().union(*(known(name) if name[0].isupper() else {name} for name in names))


def things(value: Any) -> list[dict[str, Any]]:
    """Return every object of a JSON-LD value, including nested ones."""
    if isinstance(value, dict):
        return [value, *things(list(value.values()))]
    return [thing for part in value for thing in things(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("kind", ["plain", "full", "found", "own"])
def test_every_property_is_in_schema_org_and_no_required_one_is_missing(
    request: pytest.FixtureRequest, kind: str
):
    unknown = {"plain": {"author", "url"}, "own": {"url"}, "full": set(), "found": set()}
    site = request.getfixturevalue(kind)
    for path in set(documents(site)) - {path for path in documents(site) if path.startswith("drafts/")}:
        for top in data_of(site, path).values():
            assert top["@context"] == "https://schema.org"
            for thing in things(top):
                names = thing.keys() - {"@context", "@type"}
                assert names <= known(thing["@type"]), path
                lacking = set(table(REQUIRED)[thing["@type"]]) - names
                assert lacking <= unknown[kind], (path, thing)
                assert all(thing.values()), path


def test_an_article_is_a_posting_with_authors_dates_keywords_and_its_image(found: Build):
    posting = data_of(found, "first.html")["BlogPosting"]
    assert posting["headline"] == 'First: `Vec<T>` & "co"'
    assert posting["datePublished"] == "2024-02-29T10:00:00+00:00"
    assert posting["dateModified"] == "2024-03-02T00:00:00+00:00"
    assert posting["keywords"] == ["rust", "C++"]
    assert posting["image"] == f"{SITE}/images/dot.png"
    assert posting["url"] == f"{SITE}/first.html"
    assert posting["author"] == [
        {"@type": "Person", "name": "O'Bob & Sons", "url": f"{SITE}/pages/about.html"}
    ]


def test_the_url_of_another_author_is_the_listing_of_their_articles(found: Build):
    ann, owner = data_of(found, "nasty.html")["BlogPosting"]["author"]
    assert ann == {"@type": "Person", "name": "<s>Ann</s>", "url": f"{SITE}/author/ann.html"}
    assert owner["url"] == f"{SITE}/pages/about.html"


def test_the_about_page_is_the_profile_of_the_sites_author(found: Build):
    profile = data_of(found, "pages/about.html")["ProfilePage"]
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "O'Bob & Sons",
        "url": profile["url"],
        "sameAs": ["https://social.example/@me"],
    }
    assert list(data_of(found, "pages/dated.html")) == ["WebPage"]


def test_the_sites_author_is_one_person_everywhere(found: Build):
    """With one URL, that of the page about them, so that programs recognize the same person."""
    found_things = things([list(data_of(found, path).values()) for path in documents(found)])
    persons = [thing for thing in found_things if thing["@type"] == "Person"]
    urls = [person["url"] for person in persons if person["name"] == "O'Bob & Sons"]
    assert len(urls) > 5 and set(urls) == {f"{SITE}/pages/about.html"}


def test_without_a_page_about_them_the_url_of_the_sites_author_is_the_front_page(build: Builder):
    built = build(
        {"blog/x.md": "Title: x\nDate: 2026-01-01\n\nx", "pages/about.md": "Title: a\nStatus: hidden\n\na"},
        'SITEURL = "https://example.org"\n',
    )
    assert data_of(built, "x.html")["BlogPosting"]["author"][0]["url"] == "https://example.org/"


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("https://ann.example/", "https://ann.example/"),
        ("/ann/", "https://example.org/author/ann.html"),
        ("[1]", "https://example.org/author/ann.html"),
    ],
)
def test_the_url_of_an_author_comes_from_the_front_matter(build: Builder, given: str, known: str):
    text = f"---\ntitle: x\ndate: 2026-01-01\nauthors: [{{name: Ann, url: {given}}}, Bo]\n---\n\nx"
    settings = 'SITEURL = "https://example.org"\nPLUGINS = ["monologue.front_matter", "monologue.theme"]\n'
    built = build({"blog/x.md": text}, settings)
    ann, bo = data_of(built, "x.html")["BlogPosting"]["author"]
    assert (ann["url"], bo["url"]) == (known, "https://example.org/author/bo.html")


def test_the_front_page_is_a_website(found: Build):
    site = data_of(found, "index.html")["WebSite"]
    assert (site["name"], site["url"]) == ("Sample & <site>", f"{SITE}/")
    assert not any("WebSite" in data_of(found, path) for path in documents(found) if path != "index.html")


def test_documents_below_a_listing_have_breadcrumbs(found: Build):
    steps = data_of(found, "first.html")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Sample & <site>", f"{SITE}/"),
        (2, "Blog", f"{SITE}/blog/"),
        (3, 'First: `Vec<T>` & "co"', f"{SITE}/first.html"),
    ]
    assert "BreadcrumbList" not in data_of(found, "pages/about.html"), "the site itself is not a breadcrumb"


def test_the_breadcrumb_of_an_article_names_its_section(build: Builder):
    files = {
        f"{folder}/a.md": f"---\ntitle: {folder}\ndate: 2026-01-01\n---\nx" for folder in ("log", "b", "c")
    }
    settings = """PLUGINS = ["monologue.front_matter", "monologue.theme"]
ARTICLE_PATHS = ["log", "b", "c"]
ARTICLE_URL = ARTICLE_SAVE_AS = "{title}.html"
INDEX_SAVE_AS = "blog/index.html"
EXTRA_PATH_METADATA = {
    "log": {"section_url": "log/", "section_title": "A & B"}, "b": {"section_title": "No URL"}
}
"""
    built = build(files, settings)
    above = {name: soup(built, f"{name}.html").select(".crumbs a")[-1] for name in ("log", "b", "c")}
    assert {name: (link.get_text(), link["href"]) for name, link in above.items()} == {
        "log": ("A & B", "/log/"),
        "b": ("Blog", "/blog/index.html"),
        "c": ("Blog", "/blog/index.html"),
    }


@pytest.mark.parametrize("title", ["</script>", "<!-- <script>", '"quoted" & \\', "it's", "]]>", "日本"])
def test_no_title_ends_the_json_or_is_changed_in_it(build: Builder, title: str):
    built = build({"blog/x.md": f"Title: {title}\nDate: 2026-01-01\n\nx"}, "CATEGORY_SAVE_AS = ''\n")
    (script,) = soup(built, "x.html").select("script[type]")
    assert json.loads(script.get_text())["headline"] == title
    assert not {"<", ">", "&"} & set(script.get_text())


def properties(site: Build, path: str) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in soup(site, path).select("meta[property]")}


def test_each_document_has_the_required_properties_of_open_graph(found: Build):
    """https://ogp.me/#metadata; the fourth, og:image, only if there is an image."""
    for path in documents(found):
        said = properties(found, path)
        assert {"og:title", "og:type", "og:url"} <= said.keys(), path
        assert said["og:url"] == soup(found, path).select_one("link[rel=canonical]")["href"]


def test_an_article_is_shared_with_its_image(found: Build):
    said = properties(found, "first.html")
    assert said["og:image"] == f"{SITE}/images/dot.png"
    assert said["og:image:alt"] == 'A "dot" & no more'
    assert soup(found, "first.html").select_one("[name='twitter:card']")["content"] == "summary_large_image"
    assert "og:image" not in properties(found, "long.html")


@pytest.mark.parametrize(
    ("siteurl", "written", "shared"),
    [
        ("https://example.org", "/a.png", "https://example.org/a.png"),
        ("https://example.org", "https://cdn.example/a b.png?x=1&y", "https://cdn.example/a%20b.png?x=1&y"),
        ("https://example.org", "//cdn.example/a.png", "https://cdn.example/a.png"),
        ("https://example.org", "~/assets/a.png", ""),
        ("https://example.org", "a.png", ""),
        ("", "/a.png", ""),
    ],
)
def test_an_image_has_an_absolute_url_or_is_left_out(build: Builder, siteurl: str, written: str, shared: str):
    built = build(
        {"blog/x.md": f"Title: x\nDate: 2026-01-01\nCover_image: {written}\n\nx"}, f"SITEURL = {siteurl!r}\n"
    )
    assert properties(built, "x.html").get("og:image", "") == shared


def test_documents_without_an_image_have_the_sites_image(build: Builder):
    settings = 'SITEURL = "https://example.org"\nCOVER_IMAGE = "/card.png"\n'
    own = "Title: x\nDate: 2026-01-01\nCover_image: /own.png\n\nx"
    built = build({"pages/a.md": "Title: a\n\na", "blog/x.md": own}, settings)
    assert properties(built, "pages/a.html")["og:image"] == "https://example.org/card.png"
    assert properties(built, "index.html")["og:image"] == "https://example.org/card.png"
    assert properties(built, "x.html")["og:image"] == "https://example.org/own.png"


def test_an_image_has_its_own_alternative_text(build: Builder):
    """If the URL of the article's image is not absolute, the site's image is used, with its own text."""
    settings = 'SITEURL = "https://example.org"\nCOVER_IMAGE = "/card.png"\n'
    head = "Title: x\nDate: 2026-01-01\nCover_alt: A heron\n"
    files = {"blog/x.md": f"{head}Cover_image: ~/a.png\n\nx", "blog/y.md": f"{head}Cover_image: /a.png\n\ny"}
    built = build(files, settings)
    assert "og:image:alt" not in properties(built, "x.html")
    assert properties(built, "y.html")["og:image:alt"] == "A heron"
    built = build(files, settings + 'COVER_ALT = "A quill"\n')
    assert properties(built, "x.html")["og:image:alt"] == "A quill"
    assert soup(built, "y.html").select_one("[name='twitter:image:alt']")["content"] == "A heron"


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("en", ""),
        ("pt-BR", "pt_BR"),
        ("pt_br", "pt_BR"),
        ("zh-hant", ""),
        ("zh-hant-tw", "zh_TW"),
        ("es-419", ""),
    ],
)
def test_open_graph_has_a_locale_if_the_language_tag_has_a_country(build: Builder, lang: str, locale: str):
    """Its locales require a country: https://ogp.me/#optional."""
    built = build({"pages/x.md": f"Title: x\nLang: {lang}\n\nx"}, "PAGE_LANG_SAVE_AS = 'pages/x.html'\n")
    assert properties(built, "pages/x.html").get("og:locale", "") == locale


def test_only_an_article_has_publication_and_modification_times(found: Build):
    """https://ogp.me/#type_article; both are in ISO 8601 with a time zone."""
    for path in documents(found):
        said = properties(found, path)
        times = {name.partition(":")[2]: said[name] for name in said if name.startswith("article:")}
        assert said["og:type"] == "article" or not times
        assert all(datetime.fromisoformat(time).tzinfo for time in times.values())
        posting = data_of(found, path).get("BlogPosting", {})
        assert times.get("published_time") == posting.get("datePublished")
        assert times.get("modified_time") == posting.get("dateModified")


def card(tag: Tag) -> tuple[str, str | None]:
    return text_of(tag), tag.get("href")


def test_an_article_is_an_h_entry(found: Build):
    (root,) = soup(found, "first.html").select(".h-entry")
    entry = microformat(root)
    assert entry["name"] == ['First: `Vec<T>` & "co"']
    assert entry["url"] == [f"{SITE}/first.html"]
    assert entry["published"] == ["2024-02-29T10:00:00+00:00"]
    assert entry["updated"] == ["2024-03-02T00:00:00+00:00"]
    assert entry["category"] == ["rust", "C++"]
    assert "Code that is wider" in str(entry["content"][0])
    assert [card(author) for author in entry["author"]] == [("O'Bob & Sons", f"{SITE}/")]


def test_every_author_of_an_article_is_in_its_h_entry_once(found: Build):
    entry = microformat(soup(found, "nasty.html").select_one(".h-entry"))
    assert [card(author) for author in entry["author"]] == [
        ("<s>Ann</s>", f"{SITE}/author/ann.html"),
        ("O'Bob & Sons", f"{SITE}/author/obob-sons.html"),
    ]


@pytest.mark.parametrize(
    "path", ["index.html", "blog/index.html", "category/code.html", "archives/2024.html"]
)
def test_a_listing_is_an_h_feed_of_h_entries(found: Build, path: str):
    (feed,) = soup(found, path).select(".h-feed")
    assert len(microformat(feed)["name"]) == 1
    entries = feed.select(".h-entry")
    assert entries
    for entry in map(microformat, entries):
        assert len(entry["name"]) == len(entry["url"]) == len(entry["published"]) == 1


@pytest.mark.parametrize("path", ["index.html", "pages/about.html"])
def test_the_front_page_and_the_about_page_have_the_owners_card(found: Build, path: str):
    """The URL of the card is also a `rel=me` link of the document, which makes the card representative:
    https://microformats.org/wiki/representative-h-card-parsing."""
    (owner,) = soup(found, path).select(".h-card")
    assert card(owner) == ("O'Bob & Sons", f"{SITE}/")
    assert owner["rel"] == ["me"]


def test_a_site_without_an_author_has_no_card(build: Builder):
    home = 'DIRECT_TEMPLATES = ["home"]\nHOME_SAVE_AS = "index.html"\n'
    files = {"pages/about.md": "Title: a\n\na", "blog/x.md": "Title: x\nDate: 2026-01-01\n\nx"}
    built = build(files, f'del AUTHOR\nSITEURL = "https://example.org"\n{home}')
    assert built.status == 0, built.stderr
    for path in documents(built):
        assert not soup(built, path).select(".h-card")
        built_things = things(list(data_of(built, path).values()))
        assert not any("author" in thing or thing["@type"] == "Person" for thing in built_things)
    assert list(data_of(built, "pages/about.html")) == ["WebPage"]
