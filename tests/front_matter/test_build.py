"""Whole sites, built with the real command: what is written, what is reported, how the build ends."""

import os
from pathlib import Path

import pytest
from conftest import Builder

PLUGIN = 'PLUGINS = ["monologue.front_matter"]\nTHEME = "simple"\n'
PUBLISH = 'FAIL_ON = "error"\n'


def article(fields: str = "", body: str = "Body") -> str:
    return f"---\ntitle: A\ndate: 2024-01-05\n{fields}---\n{body}\n"


BAD = {
    "unterminated": ("---\ntitle: A\n\nBody\n", "error[unterminated]"),
    "tab": ("---\ntitle: A\nx:\n\ty: z\n---\n", "error[invalid-yaml]"),
    "twice": (
        article("date: 2024-01-06\n"),
        "error[duplicate-key] date is defined on line 3 and again on line 4",
    ),
    "huge": (article(f"x: '{'y' * 10_000_000}'\n"), "error[too-large]"),
    "deep": (article(f"x: {'[' * 100_000}\n"), "error[too-deep]"),
    "latin": (b"---\ntitle: caf\xe9\ndate: 2024-01-05\n---\n", "error[invalid-utf8]"),
    "nul": (b"---\ntitle: A\x00\ndate: 2024-01-05\n---\n", "error[nul-byte]"),
    "no-date": ("---\ntitle: A\n---\n", "error[missing-date] the article has no date (add date, "),
    "similar-date": (
        "---\ntitle: A\nreleaseDate: 2024-01-05\n---\n",
        "error[missing-date] the article has no date, only",
    ),
    "empty-date": ("---\ntitle: A\ndate:\n---\n", "error[missing-date] date is empty"),
    "no-such-day": ("---\ntitle: A\ndate: 2024-09-31\n---\n", "error[bad-date]"),
    "today": ("---\ntitle: A\ndate: today\n---\n", "error[moving-date]"),
    "template": ("---\ntitle: A\ndate: {{date}}\n---\n", "error[placeholder]"),
    "code": ("---js\nconst title = 'A';\n---\n", "error[javascript]"),
    "status": (article("status: pubished\n"), "error[unknown-status]"),
    "out": (article("slug: ../../x\n"), "error[unsafe-path]"),
    "title-type": ("---\ntitle: [A]\ndate: 2024-01-05\n---\n", "error[wrong-type]"),
    "date-type": ("---\ntitle: A\ndate: [2024-01-05]\n---\n", "error[wrong-type]"),
    **{
        f"{field}-type": (article(f"{field}: {value}\n"), "error[wrong-type]")
        for field, value in {
            "modified": "{a: b}",
            "draft": "maybe",
            "published": "perhaps",
            "slug": "[a]",
            "tags": "{a: b}",
            "category": "{a: b}",
            "authors": "{a: b}",
            "summary": "{a: b}",
            "lang": "5",
            "aliases": "{a: b}",
        }.items()
    },
}


def test_each_invalid_file_is_reported_in_one_line_and_not_written(build: Builder) -> None:
    files = {f"blog/{name}.md": text for name, (text, _) in BAD.items()}
    built = build({**files, "blog/good.md": article()}, PLUGIN)
    assert built.status == 0
    assert len(built.diagnostics) == len(BAD)
    for name, (_, expected) in BAD.items():
        lines = [line for line in built.diagnostics if line.startswith(f"content/blog/{name}.md:")]
        assert len(lines) == 1, name
        assert expected in lines[0]
    written = [path for path in built.written if any(path == f"{name}.html" for name in [*BAD, "good"])]
    assert written == ["good.html"]
    assert "ERROR" not in built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr


def test_a_publishing_build_fails_after_reporting_all_faults(build: Builder) -> None:
    built = build({"blog/a.md": BAD["tab"][0], "blog/b.md": BAD["today"][0]}, PLUGIN + PUBLISH)
    assert built.status == 1
    assert len(built.stderr.splitlines()) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_broken_symbolic_links_pipes_and_folders_are_reported(build: Builder, tmp_path: Path) -> None:
    folder = tmp_path / "content/blog/folder.md"
    folder.mkdir(parents=True)
    (folder.parent / "dangling.md").symlink_to("nowhere.md")
    (folder.parent / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder.parent / "pipe.md")
    built = build({"blog/good.md": article()}, PLUGIN)
    assert [line.partition(" ")[0] + line.split()[1] for line in built.diagnostics] == [
        "content/blog/dangling.md:error[unreadable-file]",
        "content/blog/folder.md:warning[directory]",
        "content/blog/loop.md:error[unreadable-file]",
        "content/blog/pipe.md:error[unreadable-file]",
    ]
    assert "WARNING" not in built.stdout + built.stderr


def test_of_two_sources_for_one_file_the_first_by_path_is_written_and_both_are_reported(
    build: Builder,
) -> None:
    built = build(
        {
            "blog/b.md": article("slug: same\n", "second"),
            "blog/a.md": article("slug: same\n", "first"),
            "pages/c.md": "---\ntitle: A\npermalink: /same.html\n---\nthird\n",
        },
        PLUGIN,
    )
    assert built.diagnostics == [
        "content/blog/b.md:4:1: error[output-clash] content/blog/a.md is also written to same.html "
        "(give one of them another slug)",
        "content/pages/c.md:3:1: error[output-clash] content/blog/a.md is also written to same.html "
        "(give one of them another slug)",
    ]
    assert "first" in built.read("same.html")
    assert "WARNING" not in built.stdout + built.stderr


@pytest.mark.parametrize(
    "fields",
    [
        *(
            "draft: true",
            "draft: 'yes'",
            "published: false",
            "publish: no",
            "status: draft",
            "status: private",
        ),
        *("permalink: false", "draft: true\nstatus: published", "publishDate: 2999-01-01"),
        *("expiryDate: 2020-01-01", "private: true", "build: {render: never}"),
        "draft: true\npermalink: /x/\naliases: [/old/]",
    ],
)
def test_a_draft_is_never_published(fields: str, build: Builder) -> None:
    settings = PLUGIN + "DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ''\n"
    text = article(f"{fields}\n", "a secret")
    built = build({"blog/x.md": text, "pages/y.md": text, "blog/z.md": article()}, settings)
    assert built.status == 0
    assert not [path for path in built.written if "a secret" in built.read(path) or path.startswith("old")]


def test_content_can_replace_a_document_of_the_theme_only_on_purpose(build: Builder) -> None:
    built = build(
        {
            "blog/index.md": article(),
            "pages/home.md": "---\ntitle: A\nsave_as: archives.html\n---\nmy own archives\n",
        },
        PLUGIN,
    )
    assert built.diagnostics == [
        "content/blog/index.md:1: error[output-clash] the theme's index is also written to index.html "
        "(give one of them another slug)"
    ]
    assert "my own archives" in built.read("archives.html")


EXTENSION = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Picky(Preprocessor):
    def run(self, lines):
        if "boom" in lines:
            raise RuntimeError("not that")
        return lines

class PickyExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Picky(md), "picky", 1)

MARKDOWN = {"extensions": [PickyExtension()]}
"""


def test_a_body_that_cannot_be_converted_is_reported_in_one_line(build: Builder) -> None:
    built = build({"blog/a.md": article(body="boom"), "blog/b.md": article()}, PLUGIN + EXTENSION)
    assert built.diagnostics == [
        "content/blog/a.md:1: error[broken-body] Markdown cannot convert the body: not that"
    ]
    assert "a.html" not in built.written
    assert "b.html" in built.written


def test_an_old_url_redirects_to_the_content_unless_it_is_taken(build: Builder) -> None:
    built = build(
        {
            "blog/new.md": article("aliases: [/old/place/, /other.html, /index.html]\n"),
            "blog/other.md": article(),
        },
        PLUGIN + 'SITEURL = "https://example.org"\n',
    )
    document = built.read("old/place/index.html")
    assert '<meta http-equiv="refresh" content="0; url=https://example.org/new.html">' in document
    assert '<link rel="canonical" href="https://example.org/new.html">' in document
    assert built.diagnostics == [
        "content/blog/new.md:4:1: warning[redirect-clash] index.html cannot redirect: "
        "the theme's index is written there (remove the old address)",
        "content/blog/new.md:4:1: warning[redirect-clash] other.html cannot redirect: "
        "content/blog/other.md is written there (remove the old address)",
    ]


def test_a_hugo_alias_without_a_slash_is_relative_to_the_content(build: Builder) -> None:
    text = "+++\ntitle = 'A'\ndate = 2024-01-05\naliases = ['before']\n+++\n"
    settings = "ARTICLE_URL = 'blog/{slug}/'\nARTICLE_SAVE_AS = 'blog/{slug}/index.html'\n"
    built = build({"blog/now.md": text}, PLUGIN + settings)
    assert 'content="0; url=/blog/now/"' in built.read("blog/before/index.html")


def test_a_field_of_any_name_is_harmless(build: Builder) -> None:
    """Pelican sets each field as an attribute of the content object, which already has many."""
    from monologue.front_matter.adapter.reader import ATTRIBUTES

    meanings = {"title", "date", "modified", "slug", "save_as", "url", "status", "lang", "tags", "authors"}
    names = sorted(ATTRIBUTES - meanings - {"author", "category", "timezone", "summary"})
    fields = "".join(
        f"{name}: {{a: [1]}}\n" for name in [*names, "path", "translation", "_content", "Content"]
    )
    words = "".join(f"{name}: true\n" for name in [*names, "path", "translation", "_content", "Content"])
    built = build(
        {"blog/a.md": article(fields), "blog/b.md": article(words), "pages/c.md": article(fields)}, PLUGIN
    )
    assert (built.status, built.stderr) == (0, "")
    assert {"a.html", "b.html", "pages/c.html"} <= set(built.written)


def test_nested_values_reach_the_templates_unchanged(build: Builder, tmp_path: Path) -> None:
    template = tmp_path / "content/templates/probe.html"
    template.parent.mkdir(parents=True)
    template.write_text(
        "{{ article.notebook.order + 1 }} {{ article.front_matter.url }} {{ article.metadata.url }} "
        "{{ article.description }} {{ article.summary }} {{ article.field_positions['notebook.order'] }}"
        " {{ article.content }}"
    )
    fields = "template: probe\nnotebook: {order: 4}\nurl: https://example.org\ndescription: a < *b*\n"
    built = build(
        {"blog/a.md": article(fields)}, PLUGIN + "THEME_TEMPLATES_OVERRIDES = ['content/templates']\n"
    )
    assert built.stderr == ""
    expected = "5 https://example.org https://example.org a < *b* <p>a &lt; *b*</p> (5, 12) <p>Body</p>"
    assert built.read("a.html") == expected


def test_a_summary_is_markdown_as_in_pelican(build: Builder) -> None:
    text = article("summary: some *words*\n")
    built = build(
        {"blog/a.md": text}, PLUGIN + 'FEED_ALL_ATOM = "all.xml"\nSITEURL = "https://example.org"\n'
    )
    assert "&lt;em&gt;words&lt;/em&gt;" in built.read("all.xml")


def test_a_title_that_the_body_repeats_is_printed_once(build: Builder) -> None:
    built = build({"blog/a.md": "---\ndate: 2024-01-05\n---\n# My *title*\n\nBody\n"}, PLUGIN)
    assert built.stderr == ""
    assert "<em>title</em>" not in built.read("a.html")
    assert "My title" in built.read("a.html")


def test_a_title_with_entities_is_plain_text_for_the_templates(build: Builder, tmp_path: Path) -> None:
    template = tmp_path / "content/templates/probe.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ article.title }}|{{ article.title|e }}{{ article.content }}")
    text = "---\ntitle: Life of &#0960; &amp; <i>\ndate: 2024-01-05\ntemplate: probe\n---\n"
    built = build({"blog/a.md": text}, PLUGIN + "THEME_TEMPLATES_OVERRIDES = ['content/templates']\n")
    assert built.read("a.html") == "Life of π & <i>|Life of π &amp; &lt;i&gt;"


def test_a_bundle_and_a_dated_file_have_the_slug_and_category_of_their_site(build: Builder) -> None:
    built = build(
        {
            "blog/notes/my-post/index.md": article(),
            "blog/_posts/2024-05-06-other.md": "---\ntitle: B\n---\nB\n",
        },
        PLUGIN,
    )
    assert {"my-post.html", "other.html", "category/notes.html", "category/blog.html"} <= set(built.written)


def test_a_misspelt_setting_stops_the_build_and_the_correct_one_is_suggested(build: Builder) -> None:
    for setting, expected in {
        "FRONT_MATTER = {'dialekt': 'hugo'}": "['dialekt'] is not a setting (did you mean dialect?)",
        "FRONT_MATTER = {'dialect': 'hugoo'}": "did you mean hugo?",
        "FRONT_MATTER = {'fields': {'added': 'dat'}}": "did you mean date?",
        "FRONT_MATTER = {'date_order': 'ymd'}": "(did you mean",
        "FRONT_MATTER = {'extensions': 'mdx'}": "must be a list",
        "FRONT_MATER = {}": "did you mean FRONT_MATTER?",
    }.items():
        built = build({"blog/a.md": article()}, f"{PLUGIN}{setting}\n")
        assert built.status == 1
        assert expected in built.stderr
        assert len(built.stderr.splitlines()) == 1
        assert not built.output.exists()


def test_the_settings_choose_dialect_fields_and_extensions(build: Builder) -> None:
    built = build(
        {
            "blog/a.mdx": "---\ntitle: A\nfinished: 03/04/2024\n---\nimport x from 'y'\n\n"
            "<Link href='/b'>go</Link>\n",
            "blog/garden/b.md": "---\ntitle: B\ndate: 2024-01-05\naliases: [old]\nstatus: seedling\n---\n",
            "blog/c.md": article("status: wip\n"),
        },
        f"{PLUGIN}FRONT_MATTER = {{'extensions': ['mdx'], 'fields': {{'finished': 'date', 'status': ''}}, "
        "'date_order': 'dmy', 'dialects': {'blog/garden': 'obsidian'}}\n"
        "ARTICLE_SAVE_AS = '{date:%m}-{slug}.html'\n",
    )
    assert built.diagnostics == []
    assert {"04-a.html", "01-b.html", "01-c.html"} <= set(built.written)
    assert "old/index.html" not in built.written


def test_two_builds_are_byte_identical_whatever_python_s_hash_seed(build: Builder, tmp_path: Path) -> None:
    files = {f"blog/{name}.md": article(f"tags: [{name}, x]\n") for name in "abcdefgh"}
    first = build(files, PLUGIN, PYTHONHASHSEED="1")
    documents = {path: first.read(path) for path in first.written}
    second = build(files, PLUGIN, PYTHONHASHSEED="2")
    assert {path: second.read(path) for path in second.written} == documents


def test_a_date_is_printed_in_the_time_zone_of_the_site(build: Builder) -> None:
    settings = PLUGIN + "TIMEZONE = 'Asia/Tokyo'\nARTICLE_SAVE_AS = '{date:%Y-%m-%d}-{slug}.html'\n"
    files = {
        "blog/late.md": "---\ntitle: A\ndate: 2025-10-23T15:30:00Z\n---\n",
        "blog/bare.md": "---\ntitle: A\ndate: 2025-10-23\n---\n",
        "blog/own.md": "---\ntitle: A\ndate: 2025-10-23T15:30:00Z\ntimezone: America/New_York\n---\n",
    }
    built = build(files, settings)
    assert {"2025-10-24-late.html", "2025-10-23-bare.html", "2025-10-23-own.html"} <= set(built.written)


def test_a_title_is_the_same_text_in_a_page_and_in_a_feed(build: Builder) -> None:
    """A title is not markup: Pelican would drop ``<T>`` from a feed as a tag."""
    source = "---\ntitle: Vec<T> & AT&amp;T\ndate: 2026-01-01\n---\n\nText.\n"
    settings = (
        'PLUGINS = ["monologue.front_matter"]\nFEED_ALL_ATOM = "feed.xml"\nSITEURL = "https://example.org"'
    )
    site = build({"blog/a.md": source}, settings)
    written = "Vec&lt;T&gt; &amp; AT&amp;T</"
    assert f">{written}title>" in site.read("feed.xml")
    assert f">{written}h1>" in site.read("a.html")


def test_a_file_with_a_language_is_a_translation(build: Builder) -> None:
    files = {
        "blog/hello.md": article(),
        "blog/hello.fr.md": article("", "Bonjour"),
        "blog/node.js.md": article(),
    }
    built = build(files, PLUGIN + 'DEFAULT_LANG = "en"\n')
    assert built.diagnostics == []
    assert "Bonjour" in built.read("hello-fr.html")
    assert "hello-fr.html" in built.read("hello.html")


def test_two_spellings_of_one_field_do_not_break_the_page(build: Builder) -> None:
    fields = "Tags: [second]\ntags: [third]\nSummary: One\nsummary: Two\nimage: /a.png\nImage: /b.png\n"
    built = build({"blog/a.md": article(fields)}, PLUGIN)
    assert [line.partition(": ")[2].partition(" (")[0] for line in built.diagnostics] == [
        f"warning[repeated-field] {name} is defined twice; only the first is used"
        for name in ("tags", "summary", "Image")
    ]
    assert "tag/second.html" in built.written


@pytest.mark.parametrize(
    ("fields", "body", "title"),
    [
        ("", "Text", "Of the settings"),
        ("title: Own\n", "Text", "Own"),
        ("", "# A heading\n\nText", "A heading"),
    ],
)
def test_a_title_in_the_settings_is_used_for_a_text_without_one(
    fields: str, body: str, title: str, build: Builder
) -> None:
    files = {"blog/a.md": f"---\ndate: 2024-01-05\n{fields}---\n{body}\n"}
    given = 'EXTRA_PATH_METADATA = {"blog/a.md": {"title": "Of the settings"}}\n'
    overrides = "THEME_TEMPLATES_OVERRIDES = ['content/templates']\n"
    site = build({**files, "templates/article.html": "{{ article.title }}"}, PLUGIN + given + overrides)
    assert site.read("a.html") == title
    assert "missing-title" not in site.stderr


@pytest.mark.parametrize("title", ['""', "3", "None", '" "'])
def test_a_title_in_the_settings_that_is_not_text_is_not_used(title: str, build: Builder) -> None:
    given = f'EXTRA_PATH_METADATA = {{"blog/a.md": {{"title": {title}}}}}\n'
    site = build({"blog/a.md": "---\ndate: 2024-01-05\n---\nText\n"}, PLUGIN + given)
    assert "missing-title" in site.stderr
