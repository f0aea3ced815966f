"""``python -m link_check FOLDER``: any folder of HTML, without Pelican."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from monologue.link_check.cli.command import run

SITE = {
    "index.html": """<p id="top"><a href="/abuot/">x</a>
<a href="about/#y">a</a>
<a href="mailto:a@gmial.com">m</a>""",
    "about/index.html": '<p id="yy"><a href="/">home</a>',
}
TARGET = (
    "site/index.html:1:22: error[broken-target] /abuot/ does not exist on this site (did you mean /about/?)"
)
FRAGMENT = (
    'site/index.html:2:10: error[broken-fragment] /about/ has no element with id "y" (did you mean #yy?)'
)
DOMAIN = "site/index.html:3:10: warning[mailto-domain] a@gmial.com looks misspelt (did you mean a@gmail.com?)"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a generated site."""
    for path, text in SITE.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_fault_is_reported_at_its_line_in_the_html(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site"]) == 1
    reported = capsys.readouterr()
    assert reported.out.splitlines() == [TARGET, FRAGMENT, DOMAIN]
    assert reported.err == "2 documents checked; faults: 2 errors, 1 warning\n"


def run_without(packages: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process in which some packages cannot be imported."""
    code = (
        f"import runpy, sys; sys.modules |= dict.fromkeys({packages.split()}); "
        "runpy.run_module('monologue.link_check', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_crash_is_reported_in_one_line_with_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("monologue.link_check.cli.command.read_site", fail)
    with pytest.raises(SystemExit) as ending:
        run(["site"])
    said = capsys.readouterr().err
    assert (ending.value.code, said.count("\n")) == (2, 1)
    assert said.startswith("link-check: The check crashed at ") and "ZeroDivisionError: of all things" in said
    with pytest.raises(ZeroDivisionError):
        run(["site", "--debug"])


def test_pelican_is_not_needed() -> None:
    done = run_without("pelican", "site")
    assert (done.returncode, done.stdout.splitlines()) == (1, [TARGET, FRAGMENT, DOMAIN])


def test_a_missing_package_is_reported_in_one_line() -> None:
    done = run_without("ada_url idna", "site")
    said = "monologue.link_check needs ada_url: pip install turbohtml ada-url markdown-it-py beautifulsoup4\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "never"], 0),
        (["--severity", "broken-target=off", "--ignore", "*#y"], 0),
        (["--severity", "broken-target=warning", "--ignore", "*#y", "--fail-on", "warning"], 1),
        (["--severity", "broken-target=warning", "--ignore", "*#y", "--fail-on", "error"], 0),
        (["--ignore", "*u*", "--ignore", "mailto:*", "--fail-on", "warning"], 0),
        ([], 1),
    ],
    ids=str,
)
def test_the_exit_status_depends_on_the_severity_in_fail_on(arguments: list[str], status: int) -> None:
    assert run(["site", *arguments]) == status


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "FOLDER is missing (give the folder of the generated site)"),
        (["nowhere"], "nowhere is not a folder"),
        (["empty"], "empty has no HTML, CSS or XML file to check"),
        (["site", "--site-url", "example.org"],
         "--site-url must begin with https:// or http://, not 'example.org'"),
        (["site", "--severity", "broken-traget=off"],
         "--severity broken-traget is not a rule (did you mean broken-target?)"),
        (["site", "--severity", "broken-target"],
         "--severity broken-target must be one of off, warning, error, not ''"),
        (["--explain", "broken-traget"], "broken-traget is not a rule (did you mean broken-target?)"),
        (["site", "--output", "nowhere/report.txt"], "nowhere/report.txt: No such file or directory"),
        (["site", "--outptu", "x"], "unrecognized arguments: --outptu x"),
    ],
    ids=str,
)  # fmt: skip
def test_a_usage_error_is_reported_in_one_line_with_status_2(
    arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    (folder / "empty/robots.txt").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    lines = capsys.readouterr().err.splitlines()
    assert (ended.value.code, lines[-1]) == (2, f"link-check: {said}")


def test_an_interrupted_check_has_the_status_of_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("monologue.link_check.cli.command.read_site", interrupt)
    assert run(["site"]) == 130


def test_a_closed_pipe_is_not_an_error() -> None:
    """As in ``link-check site | head -1``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "monologue.link_check", "site"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdout.close()  # type: ignore[union-attr]
    said = process.stderr.read()  # type: ignore[union-attr]
    process.stderr.close()  # type: ignore[union-attr]
    assert (process.wait(), said) == (1, "")


def test_a_report_can_be_written_to_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "--format", "json", "--output", "report.json"]) == 1
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [one["rule"] for one in report["diagnostics"]] == [
        "broken-target",
        "broken-fragment",
        "mailto-domain",
    ]
    assert capsys.readouterr().out == ""


def test_a_link_to_the_url_of_the_site_is_internal() -> None:
    Path("site/index.html").write_text('<a href="https://example.org/x/abuot/">x</a>', encoding="utf-8")
    assert run(["site"]) == 0
    assert run(["site", "--site-url", "https://example.org/x"]) == 1


@pytest.mark.parametrize(
    "names", ["<link rel='canonical' href='{}'>", "<meta property='og:url' content='{}'>"]
)
def test_the_site_url_is_the_one_that_most_documents_declare(
    names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a site with only absolute links would not be checked."""
    link = '<a href="https://example.org/x/abuot/">x</a>'
    Path("site/index.html").write_text(
        f"<link rel=license href='https://license.org/'>{link}", encoding="utf-8"
    )
    for path, url in (
        ("a.html", "https://example.org/x"),
        ("about/", "https://example.org/x"),
        ("b.html", "http://old"),
    ):
        text = names.format(f"{url}/{path}")
        Path("site", path, "index.html" if path.endswith("/") else "").write_text(text, encoding="utf-8")
    assert run(["site"]) == 1
    reported = capsys.readouterr()
    assert "/abuot/ does not exist on this site" in reported.out
    assert reported.err.startswith("4 documents of https://example.org/x checked; faults: ")


def test_a_comment_or_attribute_makes_a_link_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    text = '<a href="/a/">x</a> <!-- link-check: ignore -->\n<a href="/b/" data-link-check="ignore">x</a>'
    Path("site/index.html").write_text(f'{text}<a href="/c/">x</a>', encoding="utf-8")
    assert run(["site"]) == 1
    assert (
        capsys.readouterr().out
        == "site/index.html:2:54: error[broken-target] /c/ does not exist on this site\n"
    )


def test_a_malformed_document_is_reported_as_a_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Regression: the search for its line parsed the document again, and raised."""
    Path("site/feed.xml").write_text("<feed><link href='/a/'>", encoding="utf-8")
    assert run(["site", "--ignore", "*u*"]) == 1
    reported = capsys.readouterr().out.splitlines()[0]
    assert reported.startswith("site/feed.xml: error[malformed-document] the file is not well-formed XML: ")


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=str)
def test_colours_are_used_only_on_a_terminal_and_without_no_color(
    variables: dict[str, str], coloured: bool
) -> None:
    reader, writer = pty.openpty()
    without = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment = {**without, "PYTHONPATH": str(ROOT / "plugins"), **variables}
    command = [sys.executable, "-m", "monologue.link_check", "site"]
    subprocess.run(command, stdout=writer, stderr=subprocess.DEVNULL, env=environment, check=False)
    said = os.read(reader, 4096).decode()
    os.close(writer)
    os.close(reader)
    assert ("\x1b[31merror\x1b[0m[broken-target]" in said) == coloured
    assert (TARGET in said) != coloured
