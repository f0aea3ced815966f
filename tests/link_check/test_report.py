"""``REPORT``: what all plugins found in a build, in files."""

import json

import pytest
from conftest import Builder

SETTINGS = 'PLUGINS = ["monologue"]\nFAIL_ON = "error"\n'
FILES = {
    "pages/about.md": "---\ntitle: About\ndraft: perhaps\n---\n",
    "pages/labels.md": "---\ntitle: Labels\ndateLabel: [1]\n---\n[x](/nowhere/)\n",
}
RULES = ["wrong-type", "date-label-type", "broken-target"]


def test_a_file_has_what_all_plugins_found_and_standard_error_has_it_too(build: Builder) -> None:
    site = build(FILES, SETTINGS + 'REPORT = {"json": "report.json", "text": "report.txt"}\n')
    report = json.loads((site.root / "report.json").read_text(encoding="utf-8"))
    assert [one["rule"] for one in report["diagnostics"]] == RULES
    assert (site.root / "report.txt").read_text(encoding="utf-8").splitlines() == site.diagnostics
    assert (site.status, len(site.diagnostics)) == (1, 3)


def test_a_file_is_written_when_nothing_is_wrong_or_an_old_one_would_stay(build: Builder) -> None:
    site = build({"../report.json": "old"}, SETTINGS + 'REPORT = {"json": "report.json"}\n')
    assert json.loads((site.root / "report.json").read_text(encoding="utf-8"))["diagnostics"] == []
    assert site.status == 0


def test_the_summary_of_a_step_is_added_to(build: Builder) -> None:
    files = FILES | {"../summary.md": "# Before\n", "../other.md": "# Before\n"}
    for name, before in (("summary.md", True), ("other.md", False)):
        site = build(
            files, SETTINGS + f'REPORT = {{"markdown": "{name}"}}\n', GITHUB_STEP_SUMMARY="summary.md"
        )
        text = (site.root / name).read_text(encoding="utf-8")
        assert text.startswith("# Before\n") == before
        assert "## Diagnostics: 3 errors\n" in text


def test_a_file_that_cannot_be_written_is_told_after_what_was_found(build: Builder) -> None:
    site = build(FILES, SETTINGS.replace("error", "never") + 'REPORT = {"json": "nowhere/report.json"}\n')
    lines = site.stderr.splitlines()
    assert (site.status, len(site.diagnostics)) == (1, 3)
    assert lines[-1] == "REPORT['json']: nowhere/report.json: No such file or directory"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('REPORT = {"jsn": "x"}', "REPORT['jsn'] is not a setting (did you mean json?)"),
        ('REPORT = {"json": 1}', "REPORT['json'] must be text, not 1"),
        ('REPORT = "report.json"', "REPORT must be a dictionary, not 'report.json'"),
        ('REPORTS = {"json": "x"}', "REPORTS is not a setting (did you mean REPORT?)"),
    ],
)
def test_a_mistake_stops_the_build(build: Builder, setting: str, said: str) -> None:
    site = build({}, f'PLUGINS = ["monologue.link_check"]\n{setting}\n')
    assert (site.status, site.stderr.strip()) == (1, said)


def test_a_static_file_that_no_program_can_read_is_told_as_a_whole(build: Builder) -> None:
    """Regression: looking for its line read it once more, and raised."""
    site = build({"images/plan.xml": "<a><b></a>"}, SETTINGS)
    (told,) = site.diagnostics
    assert told.startswith("content/images/plan.xml: error[malformed-document] this is not well-formed XML: ")
    assert site.status == 1
