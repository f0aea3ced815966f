"""Settings take precedence over the detection of the dialect."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from monologue.core.settings import SettingsError
from monologue.front_matter.fields.interpret import Surroundings
from monologue.front_matter.model import Reading
from monologue.front_matter.settings import Settings, check

Read = Callable[..., Reading]

NOTE = "---\ntitle: A\ncreated: 2024-01-05\nrevised: 2024-02-05\nstatus: seedling\n---\n"


def test_the_dialect_of_the_longest_path_applies(read: Read) -> None:
    folders = {"notes": "obsidian", "notes/old": "jekyll"}
    assert read(NOTE, "notes/a.md", dialects=folders, dialect="hugo").dialect == "obsidian"
    assert read(NOTE, "notes/old/a.md", dialects=folders, dialect="hugo").dialect == "jekyll"
    assert read(NOTE, "notebook/a.md", dialects=folders, dialect="hugo").dialect == "hugo"


def test_a_folder_may_be_set_back_to_auto(read: Read) -> None:
    reading = read("---\njupyter: python3\n---\n", "lab/a.md", dialect="hugo", dialects={"lab": "auto"})
    assert reading.dialect == "quarto"


def test_an_excluded_dialect_is_not_detected(read: Read) -> None:
    reading = read("---\ntitle: A\nweight: 5\ntags: 'a, b'\n---\n", without=("hugo",))
    assert reading.dialect == "pelican"
    assert reading.metadata["tags"] == ["a", "b"]


def test_fields_of_the_setting_take_precedence(read: Read) -> None:
    fields = {"revised": "date", "created": "modified", "status": ""}
    reading = read(NOTE, fields=fields)
    assert str(reading.metadata["date"]) == "2024-02-05 00:00:00"
    assert str(reading.metadata["modified"]) == "2024-01-05 00:00:00"
    assert "status" not in reading.metadata
    assert reading.kept["status"] == "seedling"
    assert reading.faults == ()


def test_fenced_lines_that_are_not_yaml_are_not_reported_in_the_pelican_dialect(read: Read) -> None:
    text = "---\ntitle: A: B\n---\n"
    assert [fault.rule for fault in read(text).faults] == ["not-yaml"]
    assert read(text, dialect="pelican").faults == ()


def test_a_publication_time_without_an_offset_is_in_the_time_zone_of_the_site(read: Read) -> None:
    text = "---\ntitle: A\ndate: 2026-01-05\npublishDate: 2026-06-01 20:00\n---\n"
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert read(text, around=Surroundings(now)).metadata["status"] == "draft"
    assert "status" not in read(text, around=Surroundings(now.astimezone(ZoneInfo("Asia/Tokyo")))).metadata


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(dialect="jekyl"), "did you mean jekyll"),
        (Settings(dialects={"a": "zolla"}), r"\['dialects'\]\['a'\].*did you mean zola"),
        (Settings(without=("mkdoc",)), "did you mean mkdocs"),
        (Settings(fields={"added": "dates"}), "did you mean date"),
        (Settings(date_order="dmyy"), "did you mean dmy"),
        (Settings(dialect="xyz"), "one of astro, hugo"),
    ],
)
def test_for_an_unknown_value_the_most_similar_is_suggested(settings: Settings, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        check(settings)


def test_unexpected_values_of_build_options_are_ignored(read: Read) -> None:
    reading = read("---\ntitle: A\nbuild:\n  render: [a]\n  list: {b: c}\n---\n")
    assert "status" not in reading.metadata
