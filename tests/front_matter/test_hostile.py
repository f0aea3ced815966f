"""Every invalid file gives a diagnostic at its position: the build continues, and no file is lost."""

import os
from pathlib import Path

from conftest import Builder

PLUGIN = 'PLUGINS = ["monologue.front_matter", "monologue.date_labels"]\n'
PUBLISHED = PLUGIN + (
    'SITEURL = "https://example.org"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n'
    'FEED_ALL_RSS = "feeds/all.rss.xml"\n'
    'CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"\nTAG_FEED_ATOM = "feeds/tag/{slug}.atom.xml"\n'
    'STATIC_PATHS = ["images"]\nDEFAULT_PAGINATION = 2\n'
    'YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"\nTAG_SAVE_AS = "tag/{slug}/index.html"\n'
)
GOOD = "---\ntitle: Good\ndate: 2024-01-05\ntags: [good]\n---\nGood\n"
LONG = "n" * 300


def article(fields: str = "", body: str = "Body") -> str:
    return f'---\ntitle: "A"\ndate: 2024-01-05\n{fields}---\n{body}\n'


def rules_of(lines: list[str]) -> list[str]:
    """Return position, severity and rule of each line of a report."""
    return [line.split("] ")[0].removeprefix("content/") + "]" for line in lines]


FILES: dict[str, tuple[str, list[str]]] = {
    "a day of zero": (article("modified: 2024-05-00\n"), ["4:1: error[bad-date]"]),
    "a date beyond the last year": (
        "---\ntitle: A\ndate: 9999-12-31T23:59:59-01:00\n---\n",
        ["3:1: error[bad-date]"],
    ),
    "a date before the first year": (
        article("modified: 0001-01-01T00:00:00+14:00\n"),
        ["4:1: error[bad-date]"],
    ),
    "an expiry beyond the last year": (
        article("expiryDate: 9999-12-31T23:59:59-12:00\n"),
        ["4:1: error[bad-date]"],
    ),
    "the last second": (article("modified: 9999-12-31T23:59:59\n"), []),
    "the first years": (article("modified: 0002-01-01\npublishDate: 0001-01-01\n"), []),
    "a nameless field": (article('"": x\n'), ["4:1: warning[nameless-field]"]),
    "a field whose name is a space": (
        article('" ": {"": 1}\n'),
        ["4:1: warning[nameless-field]", "4:7: warning[nameless-field]"],
    ),
    "names that are not words": (article("1: a\ntrue: b\nnull: c\n__class__: d\n__init__: e\ncopy: f\n"), []),
    "names of the plugins": (
        article(
            "redirects: 5\nauthor_details: 0\nfield_positions: x\nfront_matter: [1]\n"
            "front_matter_reading: 7\n"
            "intrasite_links: 1\ndate_entries: 3\ndate_labels: {a: 1}\ntoc: {a: 1}\n"
            "cover_alt: {a: 1}\ncover_image: {a: 1}\n"
        ),
        [],
    ),
    "a mapping instead of true or false": (article("noindex: {a: 1}\n"), ["4:1: error[wrong-type]"]),
    "a list of redirects": (article("redirects: [a, [b], {c: d}]\nintrasite_links: text\n"), []),
    "an escape in a value": (article('tags: ["\\x1b[31mred"]\n'), ["4:8: error[forbidden-character]"]),
    "half of a surrogate pair in JSON": (
        '{"title": "A \\ud83d", "date": "2024-01-05"}\n\nBody\n',
        ["1:2: error[forbidden-character]"],
    ),
    "half of a surrogate pair in a name": (
        '{"title": "A", "date": "2024-01-05",\n "x\\udc00": 1}\n\nBody\n',
        ["2:2: error[forbidden-character]"],
    ),
    "a whole surrogate pair": ('{"title": "A \\ud83d\\ude00", "date": "2024-01-05"}\n\nBody\n', []),
    "colours of a terminal": (
        article(body="```\n\x1b[31mred\x1b[0m\n```"),
        ["6:1: error[forbidden-character]"],
    ),
    "colours of a terminal in a block of them": (
        article(body="> ~~~ansi title\n> \x1b[1;31mred\x1b[0m\n> ~~~"),
        [],
    ),
    "colours of a terminal below a block of them": (
        article(body="```ansi\n\x1b[1;31mred\x1b[0m\n```\n\x1b[31m"),
        ["8:1: error[forbidden-character]"],
    ),
    "an escape that is not a colour": (
        article(body="```ansi\n\x1b]0;title\n```"),
        ["6:1: error[forbidden-character]"],
    ),
    "a form feed": (article(body="a\x0cb"), ["5:2: error[forbidden-character]"]),
    "a noncharacter": (article(body="a \ufffe"), ["5:3: error[forbidden-character]"]),
    "a reference to an escape": (article(body="a &#27; b"), ["5:3: error[forbidden-character]"]),
    "a reference in code": (article(body="`&#27;`"), []),
    "a reference in a title": (
        "---\ntitle: A &#x0c;\ndate: 2024-01-05\n---\n",
        ["2:1: error[forbidden-character]"],
    ),
    "a long slug": (article(f"slug: {LONG}\n"), ["4:1: error[unwritable-path]"]),
    "a slug of many bytes": (article(f"slug: {'é' * 140}\n"), ["4:1: error[unwritable-path]"]),
    "a long tag": (article(f"tags: [x, {LONG}]\n"), ["4:11: error[unwritable-path]"]),
    "a long category": (article(f"category: {LONG}\n"), ["4:1: error[unwritable-path]"]),
    "a tag that is too long for its feed": (
        article(f"tags: [{LONG[:250]}]\n"),
        ["4:8: error[unwritable-path]"],
    ),
    "a long author": (article(f"author: {LONG}\n"), ["4:1: error[unwritable-path]"]),
    "a long permalink": (article(f"permalink: /{LONG}/\n"), ["4:1: error[unwritable-path]"]),
    "a deep permalink": (article(f"permalink: /{'a/' * 2500}\n"), ["4:1: error[unwritable-path]"]),
    "a permalink of many folders": (article(f"permalink: /{'a/' * 500}\n"), ["4:1: error[unwritable-path]"]),
    "a path without a file name": (article("save_as: ./\n"), ["4:1: error[unwritable-path]"]),
    "a long alias": (article(f"aliases: [/{LONG}/]\n"), ["4:1: error[unwritable-path]"]),
    "a long cover": (article(f"cover: {LONG}.png\n"), ["4:1: warning[missing-cover]"]),
    "a long link": (article(body=f"[x]({LONG}.md) ![]({LONG}.png)"), []),
    "a long static link": (article(body=f"[x]({{static}}{LONG}.png)"), ["5:5: error[outside-content]"]),
    "a static link to a file outside": (
        article(body="x\n\n[x]({static}/../secret.txt)"),
        ["7:5: error[outside-content]"],
    ),
    "an attached link to a file outside": (
        article(body="[x]({attach}../../secret.txt)"),
        ["5:5: error[outside-content]"],
    ),
    "a static folder": (article(body="[x]({static}/blog)"), ["5:5: error[outside-content]"]),
    "a cover from outside": (article('cover: "{static}/../secret.txt"\n'), ["4:9: error[outside-content]"]),
    "relative links to files outside": (
        article(body="[x](../../secret.txt) [x](..\\..\\secret.txt) [x](%2e%2e/%2e%2e/secret.txt)"),
        [],
    ),
    "a link that is not a valid URL": (article(body="[x]({static}//[x)"), ["5:5: error[invalid-link]"]),
    "a tag link that is not a valid URL": (
        article(body="x\n\n[x](<{tag}//[x>)"),
        ["7:6: error[invalid-link]"],
    ),
    "a link in a summary that is not a valid URL": (
        article("summary: '[x]({filename}//[x)'\n"),
        ["4:15: error[invalid-link]"],
    ),
    "a slug that is not a valid URL": (article("slug: 'http://[x'\n"), ["4:1: error[unsafe-path]"]),
    "a path that is not a valid URL": (
        article("save_as: x.html\nurl: 'http://[x'\n"),
        ["5:1: error[unsafe-path]"],
    ),
    "an escaped path in a permalink": (
        article("permalink: /%2e%2e/%2E%2E/x/\n"),
        ["4:1: error[unsafe-path]"],
    ),
}


def test_an_invalid_file_is_reported_at_its_position_and_the_rest_is_written(
    build: Builder, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    names = {f"blog/{index}.md": name for index, name in enumerate(FILES)}
    files = {path: FILES[name][0] for path, name in names.items()}
    built = build({**files, "blog/good.md": GOOD}, PUBLISHED)
    found = {name: [] for name in FILES}
    for line in rules_of(built.diagnostics):
        path, _, rest = line.partition(":")
        found[names[path]].append(rest)
    assert found == {name: expected for name, (_, expected) in FILES.items()}
    assert len(built.stderr.splitlines()) == len(built.diagnostics), built.stderr
    assert built.status == 0
    for path, name in names.items():
        is_error = any("error" in line and "alias" not in name for line in FILES[name][1])
        assert (f"{Path(path).stem}.html" in built.written) != is_error, name
    assert {"good.html", "tag/good/index.html", "feeds/all.rss.xml"} <= set(built.written)
    assert not (tmp_path / "output-secret.txt").exists()
    assert not [path for path in tmp_path.rglob("secret.txt") if path.parent != tmp_path]


def test_a_file_whose_name_cannot_be_printed_is_reported(build: Builder, tmp_path: Path) -> None:
    folder = tmp_path / "content/blog"
    folder.mkdir(parents=True)
    for name in (b"a\xff.md", b"b\x1b.md"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("---\ndate: 2024-01-05\n---\nBody\n")
    built = build({"blog/good.md": GOOD}, PUBLISHED)
    assert rules_of(built.diagnostics) == [
        "blog/a\\udcff.md:1: error[forbidden-character]",
        "blog/a\\udcff.md:1: warning[missing-title]",
        "blog/b\\x1b.md:1: error[forbidden-character]",
        "blog/b\\x1b.md:1: warning[missing-title]",
    ]
    assert "good.html" in built.written


def clashes(build: Builder, files: dict[str, str], settings: str = "") -> list[tuple[str, str]]:
    """Return position and message of each clash of a build that runs to its end."""
    built = build(files, PUBLISHED + settings, ("--delete-output-directory",))
    assert built.status == 0
    assert built.stderr.splitlines() == built.diagnostics
    lines = [line.removeprefix("content/").split(": error[output-clash] ") for line in built.diagnostics]
    return [(place, message.partition(" (")[0]) for place, message in lines]


def test_of_a_file_and_a_folder_of_one_name_one_is_written(build: Builder) -> None:
    for first, second in (("/x.html", "/x.html/y/"), ("/x.html/y/", "/x.html")):
        files = {
            "blog/1.md": article(f"permalink: {first}\n"),
            "blog/2.md": article(f"permalink: {second}\n"),
        }
        ((place, message),) = clashes(build, files)
        assert place == "blog/2.md:4:1"
        assert message.startswith("content/blog/1.md blocks x.html")


def test_names_that_are_the_same_file_on_some_systems_clash(build: Builder) -> None:
    for first, second in (
        ("About", "about"),
        ("caf\u00e9", "cafe\u0301"),
        ("STRASSE", "straße"),
        ("a", "a."),
    ):
        files = {
            "blog/1.md": article(f"permalink: /{first}/\n"),
            "blog/2.md": article(f"permalink: /{second}/\n"),
        }
        (found,) = clashes(build, files)
        assert found == ("blog/2.md:4:1", f"content/blog/1.md is also written to {second}/index.html")


def test_content_does_not_overwrite_files_of_another_kind(build: Builder) -> None:
    taken = {
        "feeds/all.atom.xml": "the feed feeds/all.atom.xml",
        "feeds/blog.atom.xml": "the feed feeds/blog.atom.xml",
        "tag/good/index.html": "the listing of the tag good",
        "category/blog.html": "the listing of the category blog",
        "2024/index.html": "the document 2024/index.html",
        "index2.html": "the theme's index",
        "images/pic.png": "content/images/pic.png",
        "images": "content/images/pic.png",
    }
    for save_as, owner in taken.items():
        files = {
            "blog/good.md": GOOD,
            "blog/more.md": GOOD,
            "blog/x.md": article(f"save_as: {save_as}\n", "The text"),
            "images/pic.png": "P",
        }
        ((place, message),) = clashes(build, files)
        assert place == "blog/x.md:4:1"
        assert owner in message, message


def test_a_file_next_to_a_text_is_not_copied_over_its_document(build: Builder) -> None:
    files = {
        "blog/x/index.md": article("permalink: /x/\n", "Keep [demo](index.html)"),
        "blog/x/index.html": "demo",
    }
    ((place, message),) = clashes(build, files, 'READERS = {"html": None}\n')
    assert place == "blog/x/index.md:4:1"
    assert message == "content/blog/x/index.html and content/blog/x/index.md are both written to x/index.html"
    assert "Keep" in build(files, PUBLISHED + 'READERS = {"html": None}\n').read("x/index.html")


def test_a_folder_of_an_older_build_at_the_path_of_a_document_is_reported(build: Builder) -> None:
    built = build({"blog/a.md": article()}, PUBLISHED)
    (built.output / "a.html").unlink()
    (built.output / "a.html").mkdir()
    again = build({"blog/b.md": article()}, PUBLISHED)
    assert rules_of(again.diagnostics) == ["blog/a.md:1: error[unwritable-path]"]
    assert "b.html" in again.written


def test_names_without_letters_have_slugs(build: Builder) -> None:
    files = {
        "blog/🎉.md": article("tags: [🌱, '!!!']\ncategory: 🌱\nauthor: 🧑‍🚀\n"),
        "blog/other.md": article("tags: [🌱, C#, C sharp]\n"),
        "blog/🌊/index.md": article("title: 🌊\n").replace('title: "A"\n', ""),
    }
    built = build(files, PUBLISHED)
    assert built.stderr == ""
    assert {
        *("party-popper.html", "water-wave.html", "category/seedling.html"),
        *("tag/seedling/index.html", "author/adult-rocket.html"),
        "tag/exclamation-mark-exclamation-mark-exclamation-mark/index.html",
    } <= set(built.written)
    listing = built.read("tag/seedling/index.html")
    assert all(f'href="https://example.org/{name}.html"' in listing for name in ("party-popper", "other"))


def test_a_helper_or_listing_of_the_theme_is_not_a_template_for_content(
    build: Builder, tmp_path: Path
) -> None:
    overrides = tmp_path / "content/templates"
    overrides.mkdir(parents=True)
    (overrides / "gallery.html").write_text(
        '{% extends "article.html" %}{% block title %}Gallery{% endblock %}'
    )
    (overrides / "plain.html").write_text(
        "{% macro show(it) %}{{ it.content }}{% endmacro %}{{ show(article) }}"
    )
    (overrides / "empty.html").write_text("{{ article.title }}")
    helpers = (
        "terms listing content base 404 sitemap robots home index archives tags page article_infos "
        "pagination partials/neighbours partials/footer macros/dates macros/text empty nope"
    ).split()
    names = {f"blog/{index}.md": name for index, name in enumerate(helpers)}
    files = {path: article(f"template: '{name}'\n", "Kept") for path, name in names.items()}
    files |= {
        path.replace("blog/", "blog/l"): article(f"layout: {name}\n", "Kept") for path, name in names.items()
    }
    files |= {
        f"pages/{name}.md": article(f"template: {name}\n", "Kept") for name in ("article", "gallery", "page")
    }
    files |= {
        f"blog/{name}.md": article(f"template: {name}\n", "Kept") for name in ("gallery", "plain", "article")
    }
    built = build(files, PUBLISHED + "THEME_TEMPLATES_OVERRIDES = ['content/templates']\n")
    assert built.stderr.splitlines() == built.diagnostics
    reported = {line.partition(":")[0].removeprefix("content/") for line in built.diagnostics}
    assert reported == {*names, "pages/article.md", "pages/gallery.md"}
    assert all("warning[unknown-template]" in line for line in built.diagnostics)
    for path in files:
        name = path.removesuffix(".md").removeprefix("blog/")
        assert "Kept" in built.read(f"{name}.html"), path
    assert "<title>Gallery" in built.read("gallery.html")
    assert built.read("plain.html") == "<p>Kept</p>"
