"""Fields that exclude a content from search engines or from the listings."""

from collections.abc import Callable

import pytest
from conftest import Builder
from monologue.front_matter.model import Reading

Read = Callable[..., Reading]


def rules_of(reading: Reading) -> list[str]:
    return [fault.rule for fault in reading.faults]


@pytest.mark.parametrize(
    "fields",
    [
        *("noindex: true", "noIndex: yes", "no-index: true", "no_index: on", "Noindex: 1", "noindex: 'true'"),
        *("sitemap: false", "sitemap: 'no'", "sitemap: exclude", "sitemap_exclude: true"),
        *("sitemap: {exclude: true}", "sitemap: {disable: true}", "sitemap: {ignore: yes}"),
        *("sitemap: {include: false}", "exclude_from_sitemap: true", "sitemapExclude: true"),
        *("robots: noindex", "robots: 'noindex, nofollow'", "robots: [nofollow, NOINDEX]", "robots: none"),
        *("robots: {index: false}", "robots: {noindex: true}", "robots: false", "googlebot: noindex"),
        *("robots: 'googlebot: noindex'", "robotsNoIndex: true", "meta_robots: noindex", "robots: no-index"),
        *("search: false", "search: {exclude: true}", "searchable: false", "in_search_index: false"),
        *("seo: {noindex: true}", "seo: {robots: noindex}", "params: {robotsNoIndex: true}"),
        *("seo: {index: false}", "extra: {sitemap: false}", "indexing: false", "index: false"),
        "head: [[meta, {name: robots, content: noindex}]]",
        "head: [{tag: meta, attrs: {name: robots, content: 'noindex, follow'}}]",
        "meta: [{name: robots, content: noindex}]",
        *("unlisted: true", "hidden: true", "eleventyExcludeFromCollections: true"),
        *("_build: {list: never}", "build: {list: local}", "visibility: unlisted", "visibility: hidden"),
    ],
)
def test_each_field_that_excludes_from_search_engines_is_read(fields: str, read: Read) -> None:
    reading = read(f"---\ntitle: A\ndate: 2024-01-05\n{fields}\n---\n")
    assert reading.metadata.get("noindex") is True
    assert reading.metadata.get("status") in {None, "published", "hidden"}
    assert reading.faults == ()


@pytest.mark.parametrize(
    "fields",
    [
        *(
            "noindex: false",
            "noindex:",
            "sitemap: true",
            "sitemap: {priority: 0.4}",
            "sitemap: {exclude: no}",
        ),
        *("robots: index, follow", "robots: nofollow", "robots: [noimageindex]", "robots: all"),
        *("robots: 'max-image-preview:none, index'", "robots: noarchive", "robots:", "index: 0", "index: 3"),
        *("search: true", "search: {boost: 2}", "seo: {noindex: false}", "meta: {description: none}"),
        *("visibility: public", "eleventyExcludeFromCollections: [posts]", "head: [[link, {rel: x}]]"),
        *("hidden: true\nnoindex: false", "extra: {extra: {noindex: true}}"),
    ],
)
def test_all_other_contents_are_indexed(fields: str, read: Read) -> None:
    reading = read(f"---\ntitle: A\ndate: 2024-01-05\n{fields}\n---\n")
    assert not reading.metadata.get("noindex")
    assert reading.is_sound


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        *(("visibility: private", "draft"), ("visibility: Members", "draft"), ("visibility: paid", "draft")),
        *(("visibility: [public, private]", "draft"), ("visibility: public", "published")),
        *(("visibility: false", "draft"), ("visibility: unlisted", "hidden"), ("visible: false", "hidden")),
        *(("visibility: noindex", "hidden"), ("private: true", "draft"), ("protected: true", "draft")),
        *(("unlisted: true", "hidden"), ("build: {list: never}", "hidden"), ("routable: false", "draft")),
        *(("eleventyExcludeFromCollections: true", "hidden"), ("visibility: public\ndraft: true", "draft")),
    ],
)
def test_a_visibility_is_a_status(fields: str, status: str, read: Read) -> None:
    reading = read(f"---\ntitle: A\ndate: 2024-01-05\n{fields}\n---\n")
    assert (reading.metadata.get("status"), reading.faults) == (status, ())


def test_a_page_excluded_from_eleventy_collections_is_written_and_not_indexed(read: Read) -> None:
    reading = read("---\ntitle: Not found\neleventyExcludeFromCollections: true\n---\n", "pages/404.md")
    assert reading.metadata["noindex"] is True
    assert "status" not in reading.metadata


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ("visibility: pubilc", "unknown-status"),
        ("visibility: {a: b}", "unknown-status"),
        ("noidnex: true", "misspelt-field"),
        ("robots: noidnex", "misspelt-field"),
        ("noindex: perhaps", "wrong-type"),
        ("visiblity: private", "misspelt-field"),
        ("robot: noindx", "misspelt-field"),
    ],
)
def test_a_content_with_a_misspelt_field_is_not_published_and_reported(
    fields: str, rule: str, read: Read
) -> None:
    reading = read(f"---\ntitle: A\ndate: 2024-01-05\n{fields}\n---\n")
    assert rules_of(reading) == [rule]
    assert not reading.is_sound


def test_the_setting_fields_adds_and_removes_names(read: Read) -> None:
    text = "---\ntitle: A\ndate: 2024-01-05\nquiet: true\nsearch: false\n---\n"
    assert read(text, fields={"quiet": "noindex", "search": ""}).origins["noindex"] == "quiet"
    assert "noindex" not in read(text, fields={"search": ""}).metadata


def test_noindex_is_available_to_templates(build: Builder) -> None:
    files = {
        "templates/article.html": "{{ article.noindex }}",
        "templates/page.html": "{{ page.noindex }}",
        "blog/a.md": "---\ntitle: A\ndate: 2024-01-05\nsitemap: false\n---\n",
        "blog/b.md": "---\ntitle: B\ndate: 2024-01-05\n---\n",
        "pages/c.md": "---\ntitle: C\nrobots: [noindex]\n---\n",
    }
    settings = 'PLUGINS = ["monologue.front_matter"]\nTHEME_TEMPLATES_OVERRIDES = ["content/templates"]\n'
    site = build(files, settings + 'THEME = "simple"\n')
    assert [site.read(name) for name in ("a.html", "b.html", "pages/c.html")] == ["True", "", "True"]
