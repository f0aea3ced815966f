"""Changes that a cache overlooks easily: one at a time, in a small site, with only this part and with all parts."""
# ruff: noqa: E501 - the lines of the tables are code and texts

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from build_cache import small_site
from build_cache.builds import Variants
from build_cache.small_site import Files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, and forked builds")
ONE, TWO = "content/blog/one.md", "content/blog/two.md"
Step = Callable[[Path], object]


@dataclass(frozen=True)
class Change:
    """Settings and files of a site, and what happens before its second, third … build."""

    settings: str = ""
    files: Files = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    arguments: tuple[tuple[str, ...], ...] = ((), (), (), (), ())
    """The arguments of each build."""
    has_log: bool = True
    """Whether the log is compared: a traceback names functions of the cache."""


def written(files: Files) -> Step:
    return lambda root: small_site.write(root, files)


def nothing(_: Path) -> None:
    """Change nothing."""


def swap(root: Path) -> None:
    (root / ONE).rename(root / "aside")
    (root / TWO).rename(root / ONE)
    (root / "aside").rename(root / TWO)


def same_size_and_time(root: Path) -> None:
    status = (root / ONE).stat()
    text = (root / ONE).read_text("utf-8").replace("first", "FIRST")
    (root / ONE).write_text(text, "utf-8")
    os.utime(root / ONE, ns=(status.st_atime_ns, status.st_mtime_ns))


def moved(old: str, new: str) -> Step:
    return lambda root: (root / old).rename(root / new)


def linked(path: str, target: str) -> Step:
    def link(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)

    return link


def timed(seconds: int) -> Step:
    return lambda root: os.utime(root / ONE, (seconds, seconds))


SABOTAGE = (
    "from pathlib import Path\nfrom pelican import signals\n"
    "def change(*_, **__):\n    mark = Path('mark')\n    if mark.exists():\n        mark.unlink()\n"
    f"        Path('{ONE}').write_text('Title: Changed\\nDate: 2024-01-01\\n\\nWhile it was read.\\n')\n"
    "def register():\n    signals.SIGNAL.connect(change)\n"
)


def sabotaged(signal: str) -> Change:
    """A text changes while the site is built; only the builds after that have to agree."""
    settings = 'PLUGINS = ["monologue.build_cache", "monologue.public_files", "own"]\n'
    return Change(settings, {"plugins/own.py": SABOTAGE.replace("SIGNAL", signal)}, (nothing, nothing))


RST = "Text\n====\n\n:date: 2024-01-04\n\nA text, and {}.\n\n.. include:: part.txt\n"
CHANGES = {
    "nothing": Change(steps=(nothing, nothing)),
    "a body": Change(steps=(written({ONE: "Title: One\nDate: 2024-01-01\nTags: a, b\n\nAnother.\n"}), nothing)),
    "two files that swap their names": Change(steps=(swap, swap)),
    "the same size and time": Change(steps=(same_size_and_time, nothing)),
    "a name in another case": Change(steps=(moved(ONE, "content/blog/ONE.md"), moved("content/blog/ONE.md", ONE))),
    "a text that is deleted and comes back": Change(
        steps=(moved(TWO, "two"), nothing, moved("two", TWO)),
    ),
    "a link to a text": Change(
        files={"a.md": "Title: A\nDate: 2024-01-05\n\nA\n", "b.md": "Title: A\nDate: 2024-01-05\n\nB\n"},
        steps=(
            linked("content/blog/link.md", "../../a.md"), linked("content/blog/link.md", "../../b.md"),
            written({"b.md": "Title: B\nDate: 2024-01-05\n\nC\n"}), linked("content/blog/link.md", "nowhere.md"),
        ),
    ),
    "a link to a folder": Change(
        files={"more/a.md": "Title: A\nDate: 2024-01-05\n\nA\n"},
        steps=(linked("content/blog/more", "../../more"), written({"more/a.md": "Title: B\nDate: 2024-01-05\n\nA\n"})),
    ),
    "a static file that appears": Change(
        files={ONE: "Title: One\nDate: 2024-01-01\n\n[y]({static}/images/y.png) ![z]({static}z.png)\n"},
        steps=(written({"content/images/y.png": b"y"}), written({"content/blog/z.png": b"z"}),
               written({"content/images/y.png": None})),
    ),
    "a file that is attached": Change(
        "ARTICLE_URL = '{slug}/'\nARTICLE_SAVE_AS = '{slug}/index.html'\nFEED_ALL_ATOM = 'a.xml'\n",
        {ONE: "Title: One\nDate: 2024-01-01\n\n[x]({attach}/images/x.png)\n"},
        (nothing, written({TWO: "Title: Two\nDate: 2024-01-09\n\nEdited\n"}),
         written({ONE: "Title: One\nDate: 2024-01-01\nSlug: other\n\n[x]({attach}/images/x.png)\n"})),
    ),
    "a file that two texts attach": Change(
        "ARTICLE_URL = '{slug}/'\nARTICLE_SAVE_AS = '{slug}/index.html'\nFEED_ALL_ATOM = 'a.xml'\n",
        {ONE: "Title: One\nDate: 2024-01-01\n\n[x]({attach}/images/x.png)\n",
         TWO: "Title: Two\nDate: 2024-01-02\n\n[x]({attach}/images/x.png)\n"},
        (nothing, written({ONE: "Title: One\nDate: 2024-01-09\n\n[x]({attach}/images/x.png)\n"}),
         written({ONE: "Title: One\nDate: 2024-01-09\nStatus: draft\n\n[x]({attach}/images/x.png)\n"})),
    ),
    "texts in reStructuredText, with an included file": Change(
        files={"content/blog/r.rst": RST.format("more"), "content/blog/part.txt": "Part A."},
        steps=(nothing, written({"content/blog/part.txt": "Part B."}), written({"content/blog/r.rst": RST.format("less")})),
    ),
    "texts in HTML": Change(
        files={"content/blog/h.html": "<html><head><title>H</title><meta name='date' content='2024-01-04'></head>"
               "<body>A</body></html>"},
        steps=(nothing, written({"content/blog/h.html": "<html><head><title>H</title>"
               "<meta name='date' content='2024-01-04'></head><body>B</body></html>"})),
    ),
    "dates of files": Change("DEFAULT_DATE = 'fs'\n", {ONE: "Title: One\n\nText\n"},
                             (timed(1_700_000_000), timed(1_710_000_000))),
    "metadata by path": Change(
        "from extra import EXTRA\nEXTRA_PATH_METADATA = EXTRA\n", {"extra.py": "EXTRA = {}\n"},
        (written({"extra.py": "EXTRA = {'blog/one.md': {'tags': 'c'}, 'images/x.png': {'path': 'y.png'}}\n"}), nothing),
    ),
    "metadata in file names": Change("FILENAME_METADATA = r'(?P<slug>.*)'\n", steps=(moved(ONE, "content/blog/1.md"),)),
    "template pages": Change(
        "TEMPLATE_PAGES = {'pages/t.html': 't.html'}\n",
        {"content/pages/t.html": "{% for one in articles %}{{ one.content }}{% endfor %}"},
        (written({ONE: "Title: One\nDate: 2024-01-01\n\nAnother.\n"}), nothing),
    ),
    "relative addresses": Change(
        "RELATIVE_URLS = True\nSITEURL = 'https://a.example'\nFEED_ALL_ATOM = 'feeds/a.xml'\n"
        "ARTICLE_URL = 'a/{slug}/'\nARTICLE_SAVE_AS = 'a/{slug}/index.html'\n",
        steps=(nothing, written({ONE: "Title: One\nDate: 2024-01-01\n\nTo [two]({filename}two.md).\n"})),
    ),
    "sources in the output": Change("OUTPUT_SOURCES = True\n", steps=(same_size_and_time, nothing)),
    "formatted summaries": Change(
        "FORMATTED_FIELDS = ['summary', 'intro']\n",
        {ONE: "Title: One\nDate: 2024-01-01\nSummary: A *b* [c]({filename}two.md)\n\nText\n"},
        (moved(TWO, "content/blog/2.md"), written({ONE: "Title: One\nDate: 2024-01-01\nSummary: B *b*\n\nText\n"})),
    ),
    "the theme": Change(
        steps=(written({"theme/templates/index.html": "N {{ articles|length }}"}), written({"theme/static/a.css": "b {}"}),
               written({"theme/templates/base.html": "{% block content %}{% endblock %}"})),
    ),
    "overriding templates": Change(
        "THEME_TEMPLATES_OVERRIDES = ['overrides']\n",
        steps=(written({"overrides/article.html": "O {{ article.content }}"}), written({"overrides/article.html": None})),
    ),
    "two settings files in turn": Change(
        files={"publishconf.py": "from pelicanconf import *\nSITEURL = 'https://a.example'\nFEED_ALL_ATOM = 'f.xml'\n"},
        steps=(nothing, same_size_and_time, nothing),
        arguments=((), ("-s", "publishconf.py"), (), ("-s", "publishconf.py")),
    ),
    "settings of the command line": Change(
        steps=(nothing,) * 4,
        arguments=(
            (), ("-e", 'SITENAME="Other"'), ("-e", "SUMMARY_MAX_LENGTH=2"), ("-t", "simple"), ("--relative-urls",),
        ),
    ),
    "a warning that ends the build": Change(
        steps=(nothing, nothing), arguments=((), ("--fatal", "errors"), ("--fatal", "warnings")), has_log=False
    ),
    "the cache of Pelican itself": Change(
        "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCHECK_MODIFIED_METHOD = 'md5'\n",
        steps=(nothing, same_size_and_time), arguments=(("--ignore-cache",),) * 3, has_log=False,
    ),
    "a deleted output folder": Change("DELETE_OUTPUT_DIRECTORY = True\n", steps=(nothing, nothing)),
    "two texts with one address": Change(steps=(written({TWO: "Title: Two\nDate: 2024-01-02\nSlug: one\n\nText\n"}), nothing)),
    "a translation": Change(
        files={"theme/templates/article.html": "{% for o in article.translations %}{{ o.title }}{{ o.content }}{% endfor %}"},
        steps=(written({"content/blog/un.md": "Title: Un\nDate: 2024-01-01\nLang: fr\nSlug: one\n\nTexte\n"}),
               written({"content/blog/un.md": "Title: Un\nDate: 2024-01-01\nLang: fr\nSlug: one\n\nAutre\n"}),
               written({"content/blog/un.md": None})),
    ),
    "hidden texts, drafts and pages": Change(
        steps=tuple(written({ONE: f"Title: One\nDate: 2024-01-01\nStatus: {status}\n\nText\n",
                             "content/pages/page.md": f"Title: Page\nStatus: {status}\n\nText\n"})
                    for status in ("draft", "hidden", "nonsense", "published")),
    ),
    "a text that cannot be read": Change(
        steps=(lambda root: (root / ONE).write_bytes(b"Title: \xff\n\n\xfe"), nothing,
               lambda root: (root / ONE).unlink() or (root / ONE).mkdir(), nothing),
    ),
    "a template that fails": Change(
        files={"theme/templates/article.html": "{{ 1 // (article.title|length - 3) }}"}, steps=(nothing, nothing)
    ),
    "a text that makes the template fail": Change(
        files={"theme/templates/article.html": "{{ 1 // (article.content|length - 16) }}"},
        steps=(nothing, written({ONE: "Title: One\nDate: 2024-01-01\n\n123456789\n"}), nothing,
               written({ONE: "Title: One\nDate: 2024-01-01\n\n1234567890\n"})),
    ),
    "pagination": Change("DEFAULT_PAGINATION = 1\n", steps=(same_size_and_time, written({"content/blog/four.md": "Title: Four\nDate: 2024-01-09\n\nText\n"}))),
    "feeds": Change(
        "SITEURL = 'https://a.example'\nFEED_ALL_ATOM, FEED_ALL_RSS, TAG_FEED_ATOM = 'a.xml', 'r.xml', 't/{slug}.xml'\n"
        "RSS_FEED_SUMMARY_ONLY = True\nFEED_MAX_ITEMS = 2\n",
        steps=(same_size_and_time, swap, written({TWO: "Title: Two\nDate: 2024-01-02\nTags: a\nSummary: Own\n\nText\n"})),
    ),
    "a metadata field that is a list of contents": Change(
        "DEFAULT_METADATA = {'x': [1, {'y': (2,)}]}\n", {"theme/templates/article.html": "{{ article.x }}"}, (nothing,)
    ),
    "a text that changes before it is read": sabotaged("article_generator_preread"),
    "a text that changes after it was read": sabotaged("article_generator_context"),
    "a text that changes before documents are written": sabotaged("all_generators_finalized"),
    "a text that changes when generators are made": sabotaged("get_generators"),
}  # fmt: skip


@pytest.mark.parametrize(("number", "name"), list(enumerate(CHANGES)))
def test_a_change_gives_the_same_bytes(tmp_path: Path, name: str, number: int) -> None:
    """One process and two, one part and all: with each change by turns, as each build takes time."""
    change = CHANGES[name]
    settings = change.settings
    if number // 2 % 2:
        settings = 'PLUGINS = ["monologue"]\n' + settings.replace(
            '"monologue.build_cache", "monologue.public_files"', '"monologue"'
        )
    small_site.make(tmp_path, settings, change.files)
    variants = Variants(tmp_path, processes=(1 + number % 2,), trusted=["own"])
    found = [variants.compare(*change.arguments[0])]
    for step, arguments in zip(change.steps, change.arguments[1:], strict=False):
        step(tmp_path)
        found.append(variants.compare(*arguments))
    if not change.has_log:
        found = [[line for line in lines if "stdout" not in line] for lines in found]
    assert found == [[]] * len(found)


@pytest.mark.parametrize("name", [name for name in CHANGES if name.startswith("a text that changes")])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_text_that_changes_during_a_build_is_read_by_the_next_one(
    tmp_path: Path, name: str, processes: int
) -> None:
    change = CHANGES[name]
    small_site.make(tmp_path, change.settings, change.files)
    variants = Variants(tmp_path, processes=(processes,), trusted=["own"])
    assert variants.compare() == []
    (tmp_path / "mark").touch()
    small_site.write(tmp_path, {TWO: "Title: Two\nDate: 2024-01-02\n\nEdited.\n"})
    variants.fast("one" if processes == 1 else "two", processes)
    assert not (tmp_path / "mark").exists()
    assert variants.compare() == []


def test_two_sites_use_one_store(tmp_path: Path) -> None:
    """Their texts have the same names."""
    sites = [Variants(tmp_path / name) for name in ("a", "b")]
    for site in sites:
        small_site.make(site.root, f"SITENAME = {site.root.name!r}\nBUILD_CACHE = BUILD_CACHE and "
                                   "{**BUILD_CACHE, 'folder': '../store'}\n")  # fmt: skip
    for edit in (nothing, same_size_and_time, swap):
        for site in sites:
            edit(site.root)
            assert site.compare() == []
    shutil.rmtree(sites[0].root)


@pytest.mark.parametrize("plugins", ["'monologue.build_cache'", "'monologue'"])
def test_a_site_with_any_parts_reuses_what_did_not_change(tmp_path: Path, plugins: str) -> None:
    small_site.make(tmp_path, f"PLUGINS = [{plugins}]\n")
    variants = Variants(tmp_path)
    assert variants.compare() == []
    first = variants.clean.files
    texts, documents = variants.fast("one", 1).reused
    assert texts == 4
    same_size_and_time(tmp_path)
    done = variants.fast("one", 1)
    assert done.reused[0] == 3
    changed = [name for name in first if name.endswith(".html") and first[name] != done.files[name]]
    assert 0 < len(changed) == documents - done.reused[1]


def test_what_is_not_reused_is_said_once(tmp_path: Path) -> None:
    plugin = "def register():\n    pass\n"
    small_site.make(
        tmp_path,
        "PLUGINS = ['monologue.build_cache', 'monologue.public_files', 'own']\n",
        {"plugins/own.py": plugin},
    )
    variants = Variants(tmp_path)
    said = [variants.fast("one", 1).said for _ in range(3)]
    assert ["own" in " ".join(lines) for lines in said] == [True, False, False]
