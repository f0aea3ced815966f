"""The documentation agrees with the code, can be read on GitHub, and builds as a site without an error."""

import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Build, run_pelican
from forked import run_module
from jinja2 import Environment
from monologue.core.adapter.report import Report
from monologue.core.rule import PARTS, Rule, all_rules
from monologue.core.settings import read_settings
from monologue.date_labels import settings as date_labels
from monologue.front_matter import settings as front_matter
from monologue.front_matter.fields.dialects import DIALECTS
from monologue.link_check import settings as link_check
from monologue.link_check.online.settings import read_online
from readme import DOCS, PAGES
from samples import run, site_of
from tables import all_tasks, renewed

sys.path.insert(0, str(DOCS))

from docsconf import ORDER, PAGE_PATHS

SOURCES = {path.relative_to(ROOT).as_posix(): path for path in PAGES}


@pytest.mark.parametrize("name", SOURCES)
def test_the_content_of_a_list_item_is_indented_by_four_spaces(name: str) -> None:
    """GitHub needs two or three; with fewer than four, Python-Markdown ends the list."""
    text = SOURCES[name].read_text(encoding="utf-8")
    prose = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^ {1,3}\S.*", prose, re.MULTILINE) == []


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_the_generated_parts_of_a_page_agree_with_the_code(name: str) -> None:
    """`invoke dev.tables` regenerates them."""
    text = SOURCES[name].read_text(encoding="utf-8")
    assert renewed(text) == text


def test_every_part_has_its_tables() -> None:
    for part in PARTS:
        assert f"<!-- table: {part} settings -->" in text_of("settings.md")
    for part in {rule.part for rule in all_rules().values()}:
        for kind in ("index", "rules"):
            assert f"<!-- table: {part} {kind} -->" in text_of("rules.md")


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.id)
def test_a_rule_documents_what_it_finds_why_an_example_and_what_to_write(rule: Rule) -> None:
    texts = (rule.summary, rule.why, rule.example, rule.instead)
    assert [text for text in texts if not re.fullmatch(r"[A-Z`].*\.", text)] == []


def test_every_command_and_option_is_documented() -> None:
    commands = text_of("commands.md")
    for command, task in all_tasks().items():
        assert f"`invoke {command}" in commands
        assert all(f"`--{name}`" in commands for name in task.help if name not in task.positional)


EXAMPLES = [
    (name, block)
    for name, path in SOURCES.items()
    for block in re.findall(
        r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    if re.match(r"[A-Z_]+(, [A-Z_]+)*( = [A-Z_]+)* = ", block)
]


@pytest.mark.parametrize(("name", "block"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_the_parts_accept_every_example_of_settings(
    name: str, block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: dict[str, Any] = {}
    exec(block, settings)
    front_matter.check(read_settings(front_matter.Settings, "FRONT_MATTER", settings))
    date_labels.read(settings)
    link_check.read(settings)
    read_online(settings, {"GITHUB_TOKEN": "x"})
    read_settings(Report, "REPORT", settings)


def test_the_template_code_for_a_theme_prints_each_date_after_its_label() -> None:
    entry = SimpleNamespace(label="A & B", datetime="2026-01-02", text="Jan 2, 2026")
    content = SimpleNamespace(date_entries=[entry])
    for name in ("existing-site.md", "date-labels.md"):
        (block,) = re.findall(r"```jinja\n(.*?)```", text_of(name), re.DOTALL)
        html = Environment().from_string(block).render(article=content, page=content)
        assert html.strip() == '<p>A &amp; B <time datetime="2026-01-02">Jan 2, 2026</time></p>'


# Each generator's page


WRITTEN = {
    "astro": {"blog/first-post", "blog/second-post", "blog/with-parts"},
    "eleventy": {"blog/first-post", "blog/json"},
    "hugo": {"blog/first", "blog/bundle", "old/first"},
    "jekyll": {"blog/hello-world", "old/hello"},
    "mkdocs": {"blog/first", "blog/second"},
    "obsidian": {"blog/attention-heads", "blog/other-note"},
    "pelican": {"blog/first", "blog/second"},
    "quarto": {"blog/attention"},
    "zola": {"blog/first", "blog/second", "old/first"},
}
"""What is published from a page's sample: no draft, and nothing with an error."""


def test_every_dialect_has_a_page() -> None:
    pages = {path.stem for path in (DOCS / "migrating").glob("*.md")} - {"README"}
    assert pages == set(DIALECTS) == set(WRITTEN)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_sample_of_a_page_is_read_as_that_dialect(dialect: str) -> None:
    text = text_of(f"migrating/{dialect}.md")
    assert f": read as {dialect} (" in text
    assert f"<!-- table: {dialect} dialect -->" in text


@pytest.mark.parametrize(("dialect", "expected"), WRITTEN.items(), ids=WRITTEN)
def test_the_sample_of_a_page_is_published_without_its_drafts(dialect: str, expected: set[str]) -> None:
    with site_of(text_of(f"migrating/{dialect}.md")) as root:
        drafts = 'DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""\n'
        with (root / "sampleconf.py").open("a", encoding="utf-8") as conf:
            conf.write(drafts)
        done = run(root, "pelican", "-s", "sampleconf.py", "-q")
        assert done.returncode == 0, done.stderr
        found = {
            path.parent.relative_to(root / "output").as_posix()
            for path in root.rglob("output/*/*/index.html")
        }
    assert {path for path in found if path.startswith(("blog/", "old/", "drafts/"))} == expected


# The site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("docs")
    done = run_pelican(ROOT, "-s", "docs/docsconf.py", "-o", str(folder / "output"))
    return Build(folder, done.status, done.stdout, done.stderr)


def test_the_documentation_builds_as_a_site_without_an_error(site: Build) -> None:
    assert (site.status, site.stderr) == (0, "")
    assert "WARNING" not in site.stdout and "ERROR" not in site.stdout


def test_every_page_is_written_and_is_in_the_order_of_pages(site: Build) -> None:
    documented = {path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md")}
    assert documented | set(PAGE_PATHS) - {"docs"} == set(ORDER)
    assert len([path for path in site.written if path.endswith("index.html")]) == len(ORDER)


def test_each_page_has_a_title_and_links_to_the_next(site: Build) -> None:
    last = 0
    for path in site.written:
        if path.endswith("index.html"):
            soup = BeautifulSoup(site.read(path), "html.parser")
            (heading,) = soup.select("h1")
            assert heading.get_text(strip=True) in soup.title.get_text()  # type: ignore[union-attr]
            last += not soup.select('a[rel="next"]')
    assert last == 1


def test_a_heading_has_the_same_fragment_on_github_and_here(site: Build) -> None:
    """GitHub turns each space into a hyphen, and drops all but letters, digits, hyphens and underscores."""
    for path in site.written:
        if path.endswith("index.html"):
            for heading in BeautifulSoup(site.read(path), "html.parser").select("main :is(h2, h3)[id]"):
                words = heading.get_text().lower()
                assert heading["id"] == re.sub(r"[^\w\- ]", "", words).replace(" ", "-"), path


def test_invoke_dev_docs_builds_it_into_output_docs(tmp_path: Path) -> None:
    for name in (*PAGE_PATHS, "plugins", "tasks.py", "theme"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    done = run_module("invoke", "dev.docs", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output-docs/rules/index.html").is_file()
