"""``REPORT`` writes the diagnostics of all plugins to files."""

import json

import pytest
from conftest import Builder

SETTINGS = 'PLUGINS = ["monologue"]\nFAIL_ON = "error"\n'
FILES = {
    "pages/about.md": "---\ntitle: About\ndraft: perhaps\n---\n",
    "pages/labels.md": "---\ntitle: Labels\ndateLabel: [1]\n---\n[x](/nowhere/)\n",
}
RULES = ["wrong-type", "date-label-type", "broken-target"]


def test_a_report_file_has_the_findings_of_all_plugins_as_standard_error_has(build: Builder) -> None:
    site = build(FILES, SETTINGS + 'REPORT = {"json": "report.json", "text": "report.txt"}\n')
    report = json.loads((site.root / "report.json").read_text(encoding="utf-8"))
    assert [one["rule"] for one in report["diagnostics"]] == RULES
    assert (site.root / "report.txt").read_text(encoding="utf-8").splitlines() == site.diagnostics
    assert (site.status, len(site.diagnostics)) == (1, 3)


def test_a_report_file_is_written_even_without_findings(build: Builder) -> None:
    site = build({"../report.json": "old"}, SETTINGS + 'REPORT = {"json": "report.json"}\n')
    assert json.loads((site.root / "report.json").read_text(encoding="utf-8"))["diagnostics"] == []
    assert site.status == 0


def test_a_report_is_appended_to_the_step_summary(build: Builder) -> None:
    files = FILES | {"../summary.md": "# Before\n", "../other.md": "# Before\n"}
    for name, before in (("summary.md", True), ("other.md", False)):
        site = build(
            files, SETTINGS + f'REPORT = {{"markdown": "{name}"}}\n', GITHUB_STEP_SUMMARY="summary.md"
        )
        text = (site.root / name).read_text(encoding="utf-8")
        assert text.startswith("# Before\n") == before
        assert "## Diagnostics: 3 errors\n" in text


def test_an_unwritable_report_file_is_reported_after_the_findings(build: Builder) -> None:
    site = build(FILES, SETTINGS.replace("error", "never") + 'REPORT = {"json": "nowhere/report.json"}\n')
    lines = site.stderr.splitlines()
    assert (site.status, len(site.diagnostics)) == (1, 3)
    assert lines[-1] == "REPORT['json']: nowhere/report.json: No such file or directory"


LEADS_THERE = """---
title: Links
---
[a](../blog/wrong.md) [b](/custom/) [c](/custom) [d]({filename}/blog/wrong.md) [e](/elsewhere/)
[f]({filename}/blog/missing.md)
"""


def test_links_to_a_text_with_an_error_are_not_reported_as_well(build: Builder) -> None:
    urls = 'ARTICLE_URL = "{slug}/"\nARTICLE_SAVE_AS = "{slug}/index.html"\n'
    site = build(
        {
            "blog/wrong.md": "---\ntitle: A\nslug: custom\ndate: 2026-13-01\n---\n",
            "pages/links.md": LEADS_THERE,
        },
        SETTINGS + urls,
    )
    assert [line.partition(" (")[0].partition("] ")[2] for line in site.diagnostics] == [
        "date: 2026-13-01 does not exist: there is no month 13",
        "/elsewhere/ does not exist on this site",
        "{filename}/blog/missing.md does not match any source file",
    ]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('REPORT = {"jsn": "x"}', "REPORT['jsn'] is not a setting (did you mean json?)"),
        ('REPORT = {"json": 1}', "REPORT['json'] must be text, not 1"),
        ('REPORT = "report.json"', "REPORT must be a dictionary, not 'report.json'"),
        ('REPORTS = {"json": "x"}', "REPORTS is not a setting (did you mean REPORT?)"),
    ],
)
def test_a_wrong_setting_stops_the_build(build: Builder, setting: str, said: str) -> None:
    site = build({}, f'PLUGINS = ["monologue.link_check"]\n{setting}\n')
    assert (site.status, site.stderr.strip()) == (1, said)


def test_a_malformed_static_file_is_reported_as_a_whole(build: Builder) -> None:
    """Regression: the search for its line parsed the document again, and raised."""
    site = build({"images/plan.xml": "<a><b></a>"}, SETTINGS)
    (reported,) = site.diagnostics
    assert reported.startswith(
        "content/images/plan.xml: error[malformed-document] the file is not well-formed XML: "
    )
    assert site.status == 1
