"""The module that all parts share: diagnostics, settings and the report."""

import io
from dataclasses import dataclass
from typing import Any

import pytest
from monologue.core.adapter.report import report
from monologue.core.diagnostic import Diagnostic, diagnostics_of
from monologue.core.settings import SettingsError, did_you_mean, read_settings


@dataclass(frozen=True, slots=True)
class Example:
    timeout: float = 10.0
    ignore: tuple[str, ...] = ()
    strict: bool = False
    dialect: str = "auto"


def printed(*found: Diagnostic, argv: tuple[str, ...] = (), **settings: Any) -> tuple[str, int]:
    """Return what a report prints, and its exit status."""
    settings["DIAGNOSTICS"] = list(found)
    stream = io.StringIO()
    try:
        report(settings, stream, argv)
    except SystemExit as exit_:
        return stream.getvalue(), int(str(exit_.code))
    return stream.getvalue(), 0


ERROR = Diagnostic("a.md", 2, 3, "error", "some-rule", "It is wrong", "do it right")
WARNING = Diagnostic("a.md", 1, 1, "warning", "some-rule", "It is odd")


def test_a_diagnostic_says_where_what_and_what_to_do() -> None:
    assert str(ERROR) == "a.md:2:3: error[some-rule] It is wrong (do it right)"
    assert str(WARNING) == "a.md:1:1: warning[some-rule] It is odd"


def test_a_finding_without_a_line_is_at_the_file_and_its_documents_are_counted() -> None:
    many = ERROR._replace(path="theme/base.html", line=0, column=0, count=214)
    assert str(many) == "theme/base.html: error[some-rule] It is wrong (on 214 documents; do it right)"


def test_a_report_is_sorted_and_without_duplicates() -> None:
    earlier = ERROR._replace(path="Z.md")
    text, _ = printed(ERROR, WARNING, ERROR, earlier)
    assert text.splitlines() == [str(earlier), str(WARNING), str(ERROR)]


@pytest.mark.parametrize(
    ("fail_on", "found", "status"),
    [
        (None, ERROR, 0),
        ("never", ERROR, 0),
        ("error", ERROR, 1),
        ("error", WARNING, 0),
        ("warning", WARNING, 1),
        ("warning", ERROR, 1),
    ],
)
def test_a_build_fails_as_the_setting_says(fail_on: str | None, found: Diagnostic, status: int) -> None:
    settings = {"FAIL_ON": fail_on} if fail_on else {}
    assert printed(found, **settings)[1] == status


@pytest.mark.parametrize("argv", [("-r",), ("-lr",), ("-rl",), ("content", "--autoreload")])
def test_autoreload_continues_after_an_error(argv: tuple[str, ...]) -> None:
    assert printed(ERROR, argv=argv, FAIL_ON="error") == (f"{ERROR}\n", 0)


def test_arguments_similar_to_autoreload_do_not_hide_a_failure() -> None:
    assert printed(ERROR, argv=("-s", "publishconf.py", "--relative-urls"), FAIL_ON="error")[1] == 1


def test_only_the_first_report_prints() -> None:
    settings: dict[str, Any] = {}
    diagnostics_of(settings).append(ERROR)
    first, second = io.StringIO(), io.StringIO()
    report(settings, first, ())
    report(settings, second, ())
    assert (first.getvalue(), second.getvalue()) == (f"{ERROR}\n", "")


def test_a_list_and_a_tuple_are_the_same_in_a_setting_and_whole_numbers_are_numbers() -> None:
    read = read_settings(Example, "EXAMPLE", {"EXAMPLE": {"ignore": ["a"], "timeout": 3}})
    assert read == Example(ignore=("a",), timeout=3)
    assert read_settings(Example, "EXAMPLE", {}) == Example()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"EXAMPLE": {"timout": 1}}, "EXAMPLE['timout'] is not a setting (did you mean timeout?)"),
        ({"EXAMPLE": {"xyz": 1}}, "EXAMPLE['xyz'] is not a setting"),
        ({"EXAMPLE": {"timeout": "1"}}, "EXAMPLE['timeout'] must be a number, not '1'"),
        ({"EXAMPLE": {"timeout": True}}, "EXAMPLE['timeout'] must be a number, not True"),
        ({"EXAMPLE": {"strict": 1}}, "EXAMPLE['strict'] must be True or False, not 1"),
        ({"EXAMPLE": {"ignore": "a"}}, "EXAMPLE['ignore'] must be a list, not 'a'"),
        ({"EXAMPLE": ["a"]}, "EXAMPLE must be a dictionary, not ['a']"),
        ({"EXMAPLE": {}}, "EXMAPLE is not a setting (did you mean EXAMPLE?)"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_quoted_and_the_most_similar_one_suggested(
    settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(Example, "EXAMPLE", settings)
    assert str(caught.value) == message


def test_the_most_similar_word_is_found_in_any_case_and_a_different_one_is_not_suggested() -> None:
    assert did_you_mean("Datelabel", ["dateLabels", "tags"]) == "did you mean dateLabels?"
    assert did_you_mean("xyzzy", ["dateLabels", "tags"]) == ""
