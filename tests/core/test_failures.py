"""Every failure is reported: in one line with the file, and with an exit status."""

import json
import subprocess

import pytest
from conftest import ROOT, Build, Builder
from forked import run_module

from .sites import ARTICLE, OURS, PUBLISHING, with_plugin

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
        ('THEME = "nosuch"\n', 1, "the settings cannot be read: ValueError: Could not find the theme nosuch"),
        ("1 / 0\n", 1, "pelicanconf.py:"),
        ("raise SystemExit\n", 1, "pelicanconf.py:"),
        ('TIMEZONE = "Mars/X"\n', 1, "TIMEZONE is 'Mars/X', not a time zone such as 'Europe/Berlin'"),
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
