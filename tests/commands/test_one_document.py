"""A document that is rendered alone, after its text changed, is the one that a full build writes."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BASE_SETTINGS, SAMPLE_SITE
from monologue.commands.build.builder import CAN_FORK, Builder, Renderer
from monologue.commands.build.process import Build

if not CAN_FORK:
    pytest.skip("this system cannot fork", allow_module_level=True)


RENDERERS: list[Renderer] = []
"""Those of the test that runs."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "builds").mkdir()
    return tmp_path / "site"


@pytest.fixture
def builder(root: Path) -> Iterator[Builder]:
    builder = Builder(root, "pelicanconf.py")
    yield builder
    for renderer in RENDERERS:
        renderer.close()
    RENDERERS.clear()
    builder.close()


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def build(builder: Builder, name: str) -> tuple[Build, Renderer]:
    folder = builder.root.parent / "builds" / name
    folder.mkdir()
    done = builder.forked(folder)
    assert done and done[1], done
    RENDERERS.append(done[1])
    return done[0], done[1]


MORE = (
    "\n\nA *new* paragraph with [a link](../pages/about.md), ![](x.png) and `code`.[^new]\n\n[^new]: Note.\n"
)


def test_each_document_of_the_sample_site_equals_that_of_a_full_build(root: Path, builder: Builder) -> None:
    shutil.copytree(SAMPLE_SITE, root, dirs_exist_ok=True)
    build(builder, "before")
    made, renderer = build(builder, "first")  # its texts come from the build cache
    assert len(made.documents) == 5
    shown = set()
    for source, document in made.documents.items():
        text = (root / source).read_text(encoding="utf-8")
        (root / source).write_text(text + MORE, encoding="utf-8")
        assert renderer.render(source, document, made.folder), source
        shown.add(document)
    full = builder.build(root.parent / "builds/second")
    assert full.status == 0 and full.documents == made.documents
    for document in sorted(shown):
        assert (made.folder / document).read_bytes() == (full.folder / document).read_bytes(), document
    untouched = {
        path for path in made.folder.rglob("*.html") if path.relative_to(made.folder).as_posix() not in shown
    }
    assert untouched and not any(
        "A <em>new</em> paragraph" in path.read_text(encoding="utf-8") for path in untouched
    )
    assert sorted(path.name for path in made.folder.parent.iterdir()) == ["before", "first", "second"]


PLAIN = BASE_SETTINGS + 'DRAFT_SAVE_AS = "drafts/{slug}.html"\n'
OURS = 'PLUGINS = ["monologue"]\n'
ARTICLE = "Title: Work\nDate: 2026-01-02\nTags: a, b\n\nFirst text.\n"
PAGE = "Title: About\n\nFirst text.\n"
KINDS = {
    "article": ("content/blog/work.md", ARTICLE),
    "draft": ("content/blog/work.md", ARTICLE.replace("Tags", "Status: draft\nTags")),
    "hidden article": ("content/blog/work.md", ARTICLE.replace("Tags", "Status: hidden\nTags")),
    "page": ("content/pages/about.md", PAGE),
    "draft page": ("content/pages/about.md", PAGE.replace("\n\n", "\nStatus: draft\n\n")),
    "hidden page": ("content/pages/about.md", PAGE.replace("\n\n", "\nStatus: hidden\n\n")),
    "reStructuredText": ("content/pages/about.rst", "About\n#####\n\n:summary: Own.\n\nFirst text.\n"),
}
CHANGES = {
    "text": ("First", "Second"),
    "title": ("Work", "Play"),
    "new field": ("\n\n", "\nSummary: A *summary*\n\n"),
    "removed field": ("Tags: a, b\n", ""),
}


@pytest.mark.parametrize("plugins", ["", OURS], ids=["Pelican alone", "all parts"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_content_of_each_kind_and_status_equals_that_of_a_full_build(
    root: Path, builder: Builder, plugins: str, kind: str
) -> None:
    source, text = KINDS[kind]
    other = "Title: Other\nDate: 2025-01-02\n\nOther.\n"
    write(root, {"pelicanconf.py": PLAIN + plugins, source: text, "content/blog/other.md": other})
    build(builder, "before")
    made, renderer = build(builder, "first")  # its texts come from the build cache, if that is a part
    document = made.documents[source]
    for number, (name, (before, after)) in enumerate(CHANGES.items()):
        if before not in text or (source.endswith(".rst") and name != "text"):
            continue
        write(root, {source: text.replace(before, after, 1)})
        assert renderer.render(source, document, made.folder), name
        full = builder.build(root.parent / f"builds/full{number}")
        assert (made.folder / document).read_bytes() == (full.folder / document).read_bytes(), name


REFUSED = {
    "an empty file": lambda text: "",
    "an error in its front matter": lambda text: text.replace("2026-01-02", "2026-13-02"),
    "another URL": lambda text: text.replace("Tags", "Slug: play\nTags"),
    "another status": lambda text: text.replace("Tags", "Status: draft\nTags"),
    "another language": lambda text: text.replace("Tags", "Lang: de\nTags"),
    "a text that is skipped": lambda text: text.replace("Tags", "Status: skip\nTags"),
}


@pytest.mark.parametrize("plugins", ["", OURS], ids=["Pelican alone", "all parts"])
@pytest.mark.parametrize("change", REFUSED)
def test_a_text_with_an_error_or_at_another_place_is_left_to_the_full_build(
    root: Path, builder: Builder, plugins: str, change: str
) -> None:
    write(root, {"pelicanconf.py": PLAIN + plugins, "content/blog/work.md": ARTICLE})
    made, renderer = build(builder, "first")
    document = made.documents["content/blog/work.md"]
    before = (made.folder / document).read_bytes()
    write(root, {"content/blog/work.md": REFUSED[change](ARTICLE)})
    assert not renderer.render("content/blog/work.md", document, made.folder)
    assert not renderer.render("content/blog/nothing.md", "nothing.html", made.folder)
    assert (made.folder / document).read_bytes() == before
    write(root, {"content/blog/work.md": ARTICLE.replace("First", "Second")})
    assert renderer.render("content/blog/work.md", document, made.folder)
    assert sorted(path.name for path in made.folder.parent.iterdir()) == ["first"]


PLUGIN = """
import os
from pelican.plugins import signals

def neighbours(generator):
    for article, other in zip(generator.articles, generator.articles[1:]):
        article.older = other

def fail(*_, **__):
    if os.path.exists("crash"):
        os._exit(3)
    if os.path.exists("hang"):
        while True:
            pass
    if os.path.exists("raise"):
        raise ValueError

def register():
    signals.article_generator_finalized.connect(neighbours)
    signals.article_generator_write_article.connect(fail)
"""


def test_what_a_plugin_added_to_a_content_remains_and_its_failures_do_no_harm(
    root: Path, builder: Builder
) -> None:
    template = "{{ article.content }} Older: {{ (article.older or article).title }}"
    write(
        root,
        {
            "own/older.py": PLUGIN,
            "mine/article.html": template,
            "pelicanconf.py": PLAIN
            + "PLUGIN_PATHS = ['own']\nPLUGINS = ['older']\nTHEME_TEMPLATES_OVERRIDES = ['mine']\n",
            "content/blog/work.md": ARTICLE,
            "content/blog/other.md": ARTICLE.replace("Work", "Other").replace("2026", "2025"),
        },
    )
    made, renderer = build(builder, "first")
    document = made.documents["content/blog/work.md"]
    write(root, {"content/blog/work.md": ARTICLE.replace("First", "Second")})
    for failure in ("crash", "hang", "raise"):
        (root / failure).touch()
        assert not renderer.render("content/blog/work.md", document, made.folder), failure
        (root / failure).unlink()
    assert renderer.render("content/blog/work.md", document, made.folder)
    text = (made.folder / document).read_text(encoding="utf-8")
    assert re.fullmatch(r"<p>Second text.</p> Older: Other", text)


def test_the_process_begins_anew_if_a_file_that_it_has_loaded_changes(
    root: Path, builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any module of Python, a package or this bundle: here the one that Python itself loads first."""
    library = root.parent / "library"
    monkeypatch.setenv("PYTHONPATH", str(library))
    first = {"pelicanconf.py": f"{PLAIN}import sys\nSITENAME = sys.mark\n", "content/blog/work.md": ARTICLE}
    write(root, first)
    write(library, {"sitecustomize.py": "import sys\nsys.mark = 'Early'\n"})
    for number, mark in enumerate(("Early", "Later", "Latest")):
        write(library, {"sitecustomize.py": f"import sys\nsys.mark = {mark!r}\n"})
        made, _ = build(builder, str(number))
        assert mark in (made.folder / "index.html").read_text(encoding="utf-8")


BROKEN = {
    "raises": "raise ValueError('a broken setting')",
    "exits": "import sys; sys.exit(3)",
    "crashes": "import os; os._exit(7)",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_build_that_fails_is_reported_as_by_a_new_process(root: Path, builder: Builder, how: str) -> None:
    write(root, {"pelicanconf.py": PLAIN + BROKEN[how], "content/blog/work.md": ARTICLE})
    folders = [root.parent / "builds" / name for name in ("new", "forked")]
    for folder in folders:
        folder.mkdir()
    new, done = builder.build(folders[0]), builder.forked(folders[1])
    if how == "crashes":
        assert done is None  # the caller then builds in a new process
        return
    assert done and done[1] is None
    assert (done[0].status, done[0].report) == (new.status, new.report)
    assert new.status and new.report


def test_a_forked_build_is_the_same_as_one_of_a_new_process(root: Path, builder: Builder) -> None:
    shutil.copytree(SAMPLE_SITE, root, dirs_exist_ok=True)
    write(root, {"content/pages/wrong.md": "---\ntitle: Wrong\n---\n\n[x](/nowhere/)\n"})
    forked, _ = build(builder, "forked")
    new = builder.build(root.parent / "builds/new")
    assert forked.report == new.report and "/nowhere/" in new.report
    assert (forked.keep, forked.watched, forked.documents) == (new.keep, new.watched, new.documents)
    trees = [
        {
            path.relative_to(made.folder): path.read_bytes()
            for path in made.folder.rglob("*")
            if path.is_file()
        }
        for made in (forked, new)
    ]
    assert trees[0] == trees[1]
    assert {path.name for path in (root.parent / "builds").iterdir()} == {"forked", "new"}
