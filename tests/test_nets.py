"""Every failure is reported: in one line with the file, and with an exit status."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Build, Builder
from forked import run_module

ARTICLE = "---\ntitle: A\ndate: 2026-01-02\n---\n\nWords.\n"
DRAFT = "---\ntitle: Secret\ndate: 2026-01-02\ndraft: true\n---\n\nNot yet.\n"
OURS = 'PLUGINS = ["monologue"]\nTHEME = "simple"\n'
PUBLISHING = 'FAIL_ON = "error"\n'
BROKEN_READER = """
from monologue.front_matter.adapter.reader import MarkdownReader
from pelican.plugins import signals
def fail(self, path):
    if path.endswith("b.md"):
        raise ValueError("no such\\nthing")
    return before(self, path)
def register():
    global before
    before = MarkdownReader.examine
    MarkdownReader.examine = fail
"""


def with_plugin(name: str, first: bool = False) -> str:
    """Return settings with one more plugin, ``helper.py`` next to the settings file."""
    plugins = ["helper", name] if first else [name, "helper"]
    return f'PLUGIN_PATHS.append(".")\nPLUGINS = {plugins}\nTHEME = "simple"\n'


def run(site: Build, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a site again with the run command."""
    return run_module(
        "monologue.core.adapter.run", *arguments, folder=site.root, paths=[ROOT / "plugins"], **environment
    )


def test_a_file_that_makes_the_reader_fail_is_named_and_the_others_are_built(build: Builder) -> None:
    files = {"../helper.py": BROKEN_READER, "blog/a.md": ARTICLE, "blog/b.md": ARTICLE}
    site = build(files, with_plugin("monologue") + PUBLISHING)
    said = (
        "content/blog/b.md: error[internal-error] the front matter reader failed: ValueError: no such thing"
        " (this is a bug: please report it to the project's issue tracker, with the file)"
    )
    assert (site.status, site.diagnostics) == (1, [said])
    assert "a.html" in site.written and "b.html" not in site.written


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            "front_matter.adapter.signals:is_valid",
            "internal-error] checking the front matter failed: KeyError: 'x'",
        ),
        (
            "front_matter.adapter.signals:summarise",
            "internal-error] making the summary failed: KeyError: 'x'",
        ),
        ("date_labels.adapter:date_entries", "pelican-error] Could not process blog/a.md: KeyError: 'x'"),
    ],
)
def test_a_file_that_makes_a_later_step_fail_is_named(build: Builder, broken: str, said: str) -> None:
    module, _, function = broken.partition(":")
    plugin = f"""
from pelican.plugins import signals
def fail(*_, **__):
    raise KeyError("x")
def begin(pelican):
    import monologue.{module} as module
    module.{function} = fail
def register():
    signals.initialized.connect(begin)
"""
    site = build(
        {"../helper.py": plugin, "blog/a.md": ARTICLE},
        with_plugin("monologue", first=True) + PUBLISHING,
    )
    assert site.status == 1
    (line,) = site.diagnostics
    assert line.startswith(f"content/blog/a.md: error[{said}")


RST = {
    "blog/dateless.rst": "Title\n#####\n\nText.\n",
    "blog/unknown.rst": "Title\n#####\n\n:date: 2026-01-02\n\n.. nosuch:: x\n",
    "blog/a.md": ARTICLE,
}
RST_SAID = [
    "content/blog/dateless.rst: error[pelican-error] Skipping {root}/content/blog/dateless.rst: could not"
    " find information about 'date'",
    'content/blog/unknown.rst:6: error[pelican-error] Unknown directive type "nosuch". .. nosuch:: x',
]


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_files_that_pelican_drops_are_errors_in_the_report(build: Builder, quiet: tuple[str, ...]) -> None:
    site = build(RST, OURS + PUBLISHING + 'REPORT = {"json": "report.json"}\n', quiet)
    expected = [line.replace("{root}", str(site.root)) for line in RST_SAID]
    assert (site.status, site.diagnostics) == (1, expected)
    assert "Traceback" not in site.stderr and "Could not process" not in site.stdout + site.stderr
    assert json.loads((site.root / "report.json").read_text())["errors"] == 2


def test_an_error_that_another_plugin_logs_fails_a_build_that_publishes(build: Builder) -> None:
    plugin = """
import logging
from pelican.plugins import signals
def begin(pelican):
    logging.getLogger("helper").error("The search index is %s", "broken")
def register():
    signals.finalized.connect(begin)
"""
    site = build({"../helper.py": plugin, "blog/a.md": ARTICLE}, with_plugin("monologue") + PUBLISHING)
    assert site.status == 1
    assert site.diagnostics == ["helper: error[pelican-error] The search index is broken"]


CRASH = """
from pelican.plugins import signals
def begin(generators):
    raise ZeroDivisionError("of all things")
def register():
    signals.all_generators_finalized.connect(begin)
"""


def test_a_crash_is_one_line_with_its_own_exit_status(build: Builder) -> None:
    files = {"../helper.py": CRASH, "blog/a.md": ARTICLE, "blog/b.md": "---\ntitle: B\n---\n"}
    site = build(files, with_plugin("monologue"))
    assert site.status == 2
    assert site.stderr.splitlines() == [
        "The build crashed at helper.py:4: ZeroDivisionError: of all things"
        " (run it again with --debug for the traceback, and report it to the project's issue tracker)"
    ]
    assert "Traceback" in run(site, "--debug").stderr


def test_a_crash_does_not_hide_errors_that_were_logged_before(build: Builder) -> None:
    site = build(RST | {"../helper.py": CRASH}, with_plugin("monologue"))
    assert site.status == 2
    assert [line.partition(": error")[0] for line in site.stderr.splitlines()[:2]] == [
        "content/blog/dateless.rst",
        "content/blog/unknown.rst:6",
    ]


@pytest.mark.parametrize(
    ("settings", "status", "said"),
    [
        ("", 0, ""),
        (PUBLISHING, 0, ""),
        ('PLUGINS.append("nosuch")\n', 1, "pelican.plugins._utils: error[pelican-error] Cannot load plugin"),
        ('PLUGINS = ["nosuch"]\n', 1, "pelican.plugins._utils: error[pelican-error] Cannot load plugin"),
        ('THEME = "nosuch"\n', 2, "The build crashed at "),
        ("1 / 0\n", 2, "The build crashed at pelicanconf.py:"),
        ("LINK_CHECK = {'x': 1}\n", 1, "LINK_CHECK['x'] is not a setting"),
    ],
    ids=str,
)
def test_the_run_command_fails_on_errors_that_pelican_only_logs(
    build: Builder, settings: str, status: int, said: str
) -> None:
    site = build({"blog/a.md": ARTICLE}, OURS)
    conf = site.root / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + PUBLISHING + settings, encoding="utf-8")
    done = run(site)
    assert done.returncode == status, done.stderr
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == (1 if said else 0)


def hide(module: str, error: str = "") -> str:
    """Return a ``sitecustomize.py`` that makes a module impossible to import."""
    if not error:
        return f"import sys\nsys.modules[{module!r}] = None\n"
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


WARNED = "---\ntitle: A\ndate: 2026-01-02\n---\n\nWords. {{< x >}}\n"


@pytest.mark.parametrize(
    ("severity", "said", "status"),
    [("off", [], 0), ("warning", ["warning[shortcode]"], 0), ("error", ["error[shortcode]"], 1)],
)
def test_the_severity_of_a_warning_of_front_matter_is_a_setting(
    build: Builder, severity: str, said: list[str], status: int
) -> None:
    setting = f'FRONT_MATTER = {{"severity": {{"shortcode": "{severity}"}}}}\n'
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
            'FRONT_MATTER = {"severity": {"shortcod": "off"}}',
            "FRONT_MATTER['severity']['shortcod'] is not a rule (did you mean shortcode?)",
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
