"""Each format has all diagnostics in the same order, and escapes every text."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from conftest import need
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from monologue.core.adapter.report import Report
from monologue.core.diagnostic import Diagnostic
from monologue.core.formats import FORMATS, MOST, tally

BROKEN = Diagnostic(
    "content/a.md",
    4,
    7,
    "error",
    "broken-target",
    "/b/ does not exist on this site",
    "did you mean /c/?",
    "a/index.html",
    "/b/",
)
MANY = Diagnostic("theme", 0, 0, "warning", "empty-link", "the href of this <a> element is empty", count=214)
NASTY = Diagnostic(
    "a:b,c%\n.md",
    1,
    2,
    "error",
    "bad-url",
    "*<b>&\"'|`]]>\x00 ::error::\r\n%0A\ud800",
    "![x](y) #1",
    href="\x00<",
)
OTHER = Diagnostic("content/a.md", 2, 1, "error", "bad-date", "2024-09-31 does not exist")
ALL = sorted([BROKEN, MANY, NASTY, OTHER])


def test_every_format_can_be_set_in_the_settings() -> None:
    assert set(Report.__dataclass_fields__) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_the_same_bytes_each_time_and_can_be_empty(name: str) -> None:
    write = FORMATS[name]
    assert write(ALL) == write(list(ALL))
    assert (
        "broken-target"
        not in write([]).replace('"id": "broken-target"', "").replace("broken-target=off", "")[:99]
    )


TEXT = st.text(st.characters(exclude_categories=[]) | st.sampled_from("\\`*_<>&#|~![]%:,\n\x00\ud800"))
ANY = st.builds(
    Diagnostic,
    path=TEXT.filter(bool),
    line=st.integers(0, 9),
    column=st.integers(0, 9),
    severity=st.sampled_from(["error", "warning"]),
    rule=st.sampled_from(["broken-target", "bad-date"]),
    message=TEXT,
    hint=TEXT,
    document=TEXT,
    href=TEXT,
    count=st.integers(1, 9),
)


@given(st.lists(ANY, max_size=4))
def test_a_report_of_any_text_can_be_parsed(found: list[Diagnostic]) -> None:
    number = len(found)
    for name in FORMATS:
        FORMATS[name](found).encode("utf-8", "backslashreplace")
    assert [one["href"] for one in json.loads(FORMATS["json"](found))["diagnostics"]] == [
        one.href for one in found
    ]
    assert len(json.loads(FORMATS["sarif"](found))["runs"][0]["results"]) == number
    assert len(Xml.fromstring(FORMATS["junit"](found))[0]) == max(number, 1)
    assert len(re.findall(r"[\r\n]", FORMATS["github"](found))) == number
    assert MarkdownIt().render(FORMATS["markdown"](found)).count("<li>") == number


def test_text_has_one_line_for_each_diagnostic() -> None:
    assert FORMATS["text"](ALL).splitlines() == [str(one) for one in ALL]


def test_json_has_a_version_and_every_field() -> None:
    report = json.loads(FORMATS["json"]([BROKEN, MANY]))
    assert report == {
        "version": 1,
        "errors": 1,
        "warnings": 1,
        "diagnostics": [
            {
                "path": "content/a.md",
                "line": 4,
                "column": 7,
                "severity": "error",
                "rule": "broken-target",
                "message": "/b/ does not exist on this site",
                "hint": "did you mean /c/?",
                "document": "a/index.html",
                "href": "/b/",
                "count": 1,
            },
            {
                "path": "theme",
                "line": 0,
                "column": 0,
                "severity": "warning",
                "rule": "empty-link",
                "message": "the href of this <a> element is empty",
                "hint": "",
                "document": "",
                "href": "",
                "count": 214,
            },
        ],
    }
    assert json.loads(FORMATS["json"]([NASTY]))["diagnostics"][0]["path"] == NASTY.path


def test_junit_fails_for_errors_and_skips_warnings() -> None:
    suite = Xml.fromstring(FORMATS["junit"](ALL))[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "3", "1")
    assert len(suite.findall("testcase/failure")) == 3
    (skipped,) = suite.findall("testcase/skipped")
    assert skipped.get("message") == "the href of this <a> element is empty (on 214 documents)"


def test_junit_without_faults_is_a_test_that_passed() -> None:
    """Jenkins rejects a file without tests."""
    (case,) = Xml.fromstring(FORMATS["junit"]([]))[0]
    assert list(case) == []


def test_an_annotation_is_one_github_command_whatever_it_contains() -> None:
    """The escaping is that of ``@actions/core``."""
    broken, nasty = FORMATS["github"]([BROKEN, NASTY]).splitlines()
    assert broken == (
        "::error file=content/a.md,line=4,col=7,title=broken-target::/b/ does not exist on this site"
        " (did you mean /c/?)"
    )
    assert nasty.startswith(
        "::error file=a%3Ab%2Cc%25%0A.md,line=1,col=2,title=bad-url::*<b>&\"'|`]]>\\x00 ::error"
    )
    assert FORMATS["github"]([MANY]).startswith("::warning file=theme,title=empty-link::the href")


def test_markdown_shows_text_literally() -> None:
    html = MarkdownIt().render(FORMATS["markdown"](ALL))
    items = re.findall(r"<li><strong>(\w+)</strong> (.*)</li>", html)
    assert [severity for severity, _ in items] == [one.severity for one in ALL]
    assert "<h2>Diagnostics: 3 errors, 1 warning</h2>" in html
    assert "*&lt;b&gt;&amp;&quot;'|`]]&gt;\\x00" in html and "![x](y) #1" in html


def test_markdown_is_cut_at_the_size_limit_of_github() -> None:
    summary = FORMATS["markdown"]([BROKEN._replace(line=line) for line in range(1, MOST + 4)])
    assert summary.endswith("\n… and 3 more.\n")
    assert len(summary.splitlines()) == MOST + 4


@pytest.mark.parametrize(
    ("found", "said"),
    [([], "none"), ([BROKEN], "1 error"), ([MANY, MANY], "2 warnings"), (ALL, "3 errors, 1 warning")],
)
def test_the_tally_is_a_phrase(found: list[Diagnostic], said: str) -> None:
    assert tally(found) == said


def results(*found: Diagnostic) -> list[dict[str, object]]:
    return list(json.loads(FORMATS["sarif"](found))["runs"][0]["results"])


def test_a_result_of_sarif_names_its_rule_and_its_place() -> None:
    log = json.loads(FORMATS["sarif"](ALL))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for one, result in zip(ALL, log["runs"][0]["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one.rule
        assert result["level"] == one.severity
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] == (one.line or 1)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("content/a b#é.md", "content/a%20b%23%C3%A9.md"),
        ("/srv/site/a.md", "file:///srv/site/a.md"),
        ("a:b.md", "a%3Ab.md"),
        ("content\\a.md", "content/a.md"),
    ],
)
def test_a_path_is_an_uri_in_sarif(path: str, uri: str) -> None:
    (result,) = results(BROKEN._replace(path=path))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}  # type: ignore[index]


def test_a_fingerprint_ignores_the_line_number_and_differs_between_equal_faults() -> None:
    def prints(*found: Diagnostic) -> list[object]:
        return [result["partialFingerprints"] for result in results(*found)]

    later = BROKEN._replace(line=9)
    assert prints(BROKEN) == prints(later)
    first, second = prints(BROKEN, later)
    assert first != second
    assert prints(BROKEN) != prints(BROKEN._replace(path="b.md"))


VALIDATE = """
const ajv = new (require("ajv"))({schemaId: "id", allErrors: true});
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const valid = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
const log = JSON.parse(require("fs").readFileSync(0, "utf8"));
if (!valid(log)) console.log(ajv.errorsText(valid.errors));
"""


@pytest.fixture(scope="session")
def validate(node_modules: Path) -> Callable[[str], str]:
    """Return the first error of a log by the schema of SARIF 2.1.0, or ``""``."""
    need(shutil.which("node") is not None, "node")

    def run(log: str) -> str:
        done = subprocess.run(
            ["node", "-e", VALIDATE],
            input=log,
            cwd=node_modules.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    return run


@pytest.mark.parametrize("found", [[], ALL], ids=["nothing", "all"])
def test_a_sarif_log_is_valid_by_the_schema(found: list[Diagnostic], validate: Callable[[str], str]) -> None:
    assert validate(FORMATS["sarif"](found)) == ""


def test_the_schema_rejects_an_invalid_log(validate: Callable[[str], str]) -> None:
    log = FORMATS["sarif"]([BROKEN]).replace('"startLine": 4', '"startLine": 0')
    assert "startLine should be >= 1" in validate(log)
