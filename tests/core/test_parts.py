"""A part that cannot work stops the build; each is switched off, and its rules changed, by a setting."""

import json
from pathlib import Path

import pytest
from conftest import ROOT, Builder
from forked import run_module

from .sites import ARTICLE, OURS, PUBLISHING, with_plugin

DRAFT = "---\ntitle: Secret\ndate: 2026-01-02\ndraft: true\n---\n\nNot yet.\n"


SLOWER = {"turbohtml": "tinyhtml5", "ada_url": "idna"}
"""The packages in pure Python that replace compiled ones."""


def hide(module: str, error: str = "") -> str:
    """Return a ``sitecustomize.py`` that makes a module, and one in its place, impossible to import."""
    if not error:
        return f"import sys\nsys.modules[{module!r}] = sys.modules[{SLOWER.get(module, module)!r}] = None\n"
    return f"""
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            from importlib.machinery import ModuleSpec
            return ModuleSpec(name, self)
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        raise ImportError({error!r})
sys.meta_path.insert(0, Broken())
"""


@pytest.mark.parametrize(
    ("plugin", "module", "part"),
    [
        ("monologue", "yaml", "front_matter"),
        ("monologue", "markdown", "front_matter"),
        ("monologue.front_matter", "yaml", "front_matter"),
        ("monologue", "turbohtml", "theme"),
        ("monologue.link_check", "turbohtml", "link_check"),
        ("monologue.link_check", "ada_url", "link_check"),
        ("monologue", "bs4", "link_check"),
    ],
)
def test_a_missing_package_stops_the_build_before_a_draft_is_published(
    build: Builder, tmp_path: Path, plugin: str, module: str, part: str
) -> None:
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide/sitecustomize.py").write_text(hide(module), encoding="utf-8")
    settings = OURS.replace("monologue", plugin)
    site = build({"blog/secret.md": DRAFT}, settings, PYTHONPATH=str(tmp_path / "hide"))
    assert site.status == 1
    assert site.stderr.startswith(f"monologue.{part} needs {module}: pip install ")
    assert len(site.stderr.splitlines()) == 1
    assert not site.output.exists()


@pytest.mark.parametrize("module", ["yaml", "turbohtml", "ada_url"])
def test_an_installed_package_that_cannot_be_imported_stops_the_build(
    build: Builder, tmp_path: Path, module: str
) -> None:
    (tmp_path / "hide").mkdir()
    broken = hide(module, "wrong ELF class")
    (tmp_path / "hide/sitecustomize.py").write_text(broken, encoding="utf-8")
    site = build({"blog/secret.md": DRAFT}, OURS, PYTHONPATH=str(tmp_path / "hide"))
    assert site.status == 1
    assert " cannot be loaded: wrong ELF class: pip install " in site.stderr
    assert len(site.stderr.splitlines()) == 1
    assert not site.output.exists()


OTHER_READER = """
from pelican.plugins import signals
from pelican.readers import MarkdownReader
class TheirReader(MarkdownReader):
    file_extensions = ["md"]
def take(readers):
    readers.reader_classes["md"] = TheirReader
def register():
    signals.readers_init.connect(take)
"""


@pytest.mark.parametrize("first", [True, False])
def test_another_plugin_that_reads_markdown_stops_the_build(build: Builder, first: bool) -> None:
    settings = with_plugin("monologue", first)
    site = build({"../helper.py": OTHER_READER, "blog/secret.md": DRAFT}, settings)
    assert site.status == 1
    assert site.stderr == (
        "helper.TheirReader also reads .md files and would publish drafts (remove its plugin from PLUGINS,"
        " or the reader from READERS, or set FRONT_MATTER = False)\n"
    )
    assert not site.output.exists()


def test_a_part_is_switched_off_by_its_setting(build: Builder) -> None:
    off = "FRONT_MATTER = DATE_LABELS = LINK_CHECK = False\n"
    text = "Title: A\nDate: 2026-01-02\ndateLabels: x\n\n[x](/nope/)\n"
    site = build({"../helper.py": OTHER_READER, "blog/a.md": text}, with_plugin("monologue") + off)
    assert (site.status, site.stderr) == (0, "")
    assert "a.html" in site.written


RULE = "[leftover-shortcode]"
WARNED = "---\ntitle: A\ndate: 2026-01-02\n---\n\nWords. {{< chart >}}\n"


@pytest.mark.parametrize(
    ("severity", "said", "status"),
    [("off", [], 0), ("warning", [f"warning{RULE}"], 0), ("error", [f"error{RULE}"], 1)],
)
def test_the_severity_of_a_warning_is_a_setting(
    build: Builder, severity: str, said: list[str], status: int
) -> None:
    setting = f'BODY = {{"severity": {{"leftover-shortcode": "{severity}"}}}}\n'
    site = build({"blog/a.md": WARNED}, OURS + setting + PUBLISHING)
    assert [line.split(" ")[1] for line in site.diagnostics] == said
    assert site.status == status


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            'FRONT_MATTER = {"severity": {"bad-date": "off"}}',
            "FRONT_MATTER['severity']['bad-date'] cannot be changed: a file with this fault is not published",
        ),
        (
            'FRONT_MATTER = {"severity": {"unread-fil": "off"}}',
            "FRONT_MATTER['severity']['unread-fil'] is not a rule (did you mean unread-file?)",
        ),
        (
            'DATE_LABELS = {"severity": {"date-label-type": "of"}}',
            "DATE_LABELS['severity']['date-label-type'] must be one of off, warning, error, not 'of'",
        ),
    ],
)
def test_an_invalid_severity_is_rejected(build: Builder, setting: str, said: str) -> None:
    site = build({"blog/a.md": ARTICLE}, f"{OURS}{setting}\n")
    assert (site.status, site.stderr) == (1, f"{said}\n")


def test_a_comment_suppresses_a_warning_of_front_matter(build: Builder) -> None:
    same_line = "---\ntitle: A\ndate: 2026-01-02\nmodified: today # front-matter: ignore\n---\n"
    before = "---\ntitle: B\ndate: 2026-01-02\n# front-matter: ignore\nmodified: today\n---\n"
    shown = "---\ntitle: C\ndate: 2026-01-02\nmodified: today\n---\n"
    error = "---\ntitle: D\n# front-matter: ignore\ndate: 2026-13-02\n---\n"
    files = {
        f"blog/{name}.md": text for name, text in zip("abcd", (same_line, before, shown, error), strict=True)
    }
    assert [line.split(" ")[0] for line in build(files, OURS).diagnostics] == [
        "content/blog/c.md:4:1:",
        "content/blog/d.md:4:1:",
    ]


def test_a_report_is_written_by_any_part_alone(build: Builder) -> None:
    settings = 'PLUGINS = ["monologue.date_labels"]\nTHEME = "simple"\nREPORT = {"sarif": "report.sarif"}\n'
    site = build({"blog/a.md": "Title: A\nDate: 2026-01-02\ndateLabels: x\n"}, settings)
    (run_,) = json.loads((site.root / "report.sarif").read_text())["runs"]
    (result,) = run_["results"]
    assert result["ruleId"] == "unread-date-labels"
    rule = run_["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["shortDescription"]["text"] and "DATE_LABELS" in rule["help"]["text"]


@pytest.mark.parametrize("rule", ["bad-date", "date-label-type", "broken-target", "pelican-error"])
def test_the_rules_of_every_part_are_explained(rule: str) -> None:
    done = run_module("monologue.link_check", "--explain", rule, folder=ROOT, paths=[ROOT / "plugins"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{rule}: error\n\n")
