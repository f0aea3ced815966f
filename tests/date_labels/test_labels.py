"""From metadata to labels and entries, without Pelican."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from monologue.core.settings import SettingsError
from monologue.date_labels.labels import DateLabels, date_entries, date_labels, mistakes
from monologue.date_labels.settings import Settings, read

SITE = Settings()
TOKYO = ZoneInfo("Asia/Tokyo")
OCT_23 = datetime(2025, 10, 23)


def entries(metadata: dict[str, Any], zone: Any = UTC, is_page: bool = False) -> list[tuple[str, str, str]]:
    """Return the entries as (label, text, datetime)."""
    labels = date_labels(metadata, SITE)
    found = date_entries(metadata, labels, SITE, zone, is_page=is_page)
    return [(entry.label, entry.text, entry.datetime) for entry in found]


def test_content_without_labels_has_the_labels_of_the_site() -> None:
    assert date_labels({}, SITE) == DateLabels("Published:", "Updated:", "Last updated:")


def test_each_label_of_the_author_replaces_that_of_the_site() -> None:
    labels = date_labels({"dateLabels": {"updated": "Last update: "}}, SITE)
    assert labels == DateLabels("Published:", "Last update: ", "Last updated:")


def test_an_empty_label_is_a_label() -> None:
    """Only a missing key falls back; an empty label prints the date without a label."""
    assert date_labels({"dateLabels": {"published": ""}}, SITE).published == ""
    assert entries({"dateLabels": {"published": ""}, "date": OCT_23})[0][:2] == ("", "Oct 23, 2025")


def test_the_singular_date_label_is_the_older_spelling_of_the_page_label() -> None:
    assert date_labels({"dateLabel": "As of"}, SITE).page == "As of"
    assert date_labels({"dateLabel": ""}, SITE).page == ""
    assert date_labels({"dateLabel": "As of", "dateLabels": {"page": "Since"}}, SITE).page == "Since"
    assert date_labels({"dateLabel": "As of", "dateLabels": {"updated": "Now"}}, SITE).page == "As of"


def test_a_null_label_is_treated_as_missing() -> None:
    assert date_labels({"dateLabel": "As of", "dateLabels": {"page": None}}, SITE).page == "As of"


def test_field_names_that_a_reader_lower_cased_are_found() -> None:
    assert date_labels({"datelabels": {"page": "x"}}, SITE).page == "x"


def test_an_article_shows_its_publication_and_then_its_update() -> None:
    metadata = {"date": OCT_23, "modified": OCT_23 + timedelta(days=1)}
    assert entries(metadata) == [
        ("Published:", "Oct 23, 2025", "2025-10-23T00:00:00+00:00"),
        ("Updated:", "Oct 24, 2025", "2025-10-24T00:00:00+00:00"),
    ]


def test_a_page_shows_its_update_and_then_its_date_with_the_page_label() -> None:
    metadata = {"date": OCT_23, "modified": OCT_23, "dateLabels": {"page": "Seen: "}}
    assert [label for label, _, _ in entries(metadata, is_page=True)] == ["Updated:", "Seen:"]


def test_a_page_with_a_date_of_publication_shows_it_as_such() -> None:
    metadata = {"date": OCT_23, "modified": OCT_23, "pubDate": "2025-10-23"}
    assert [label for label, _, _ in entries(metadata, is_page=True)] == ["Published:", "Updated:"]


def test_without_a_date_there_is_no_entry() -> None:
    assert entries({"dateLabels": {"page": "x"}}, is_page=True) == []


@pytest.mark.parametrize("zone", [UTC, TOKYO, ZoneInfo("America/Los_Angeles")], ids=str)
def test_a_bare_date_keeps_its_calendar_date_in_every_time_zone(zone: Any) -> None:
    assert entries({"date": OCT_23}, zone)[0][1] == "Oct 23, 2025"


def test_a_time_with_an_offset_is_shown_in_the_time_zone_of_the_site() -> None:
    instant = datetime(2025, 10, 23, 15, 30, tzinfo=UTC)
    assert entries({"date": instant}, TOKYO)[0][1:] == ("Oct 24, 2025", "2025-10-24T00:30:00+09:00")
    west = instant.astimezone(timezone(timedelta(hours=-7)))
    assert entries({"date": west}, TOKYO)[0][1] == "Oct 24, 2025"


def test_days_and_years_have_no_leading_zero_and_months_are_english() -> None:
    assert entries({"date": datetime(2025, 3, 7)})[0][1] == "Mar 7, 2025"


@pytest.mark.parametrize("field", ["dateDisplay", "dateRange"])
def test_a_display_override_replaces_the_text_and_never_the_datetime(field: str) -> None:
    metadata = {"date": OCT_23, "modified": OCT_23, field: "June 8 - June 14, 2026"}
    published, updated = entries(metadata)
    assert published[1:] == ("June 8 - June 14, 2026", "2025-10-23T00:00:00+00:00")
    assert updated[1] == "Oct 23, 2025"


def test_a_site_without_labels_of_its_own_has_japanese_ones_for_texts_in_japanese() -> None:
    assert date_labels({}, read({}).for_language("ja")) == DateLabels("公開:", "更新:", "最終更新:")
    own = read({"DATE_LABELS": {"published": "", "languages": {"ja": {"updated": "改訂:"}}}})
    assert date_labels({}, own.for_language("ja")) == DateLabels("", "改訂:", "最終更新:")


def test_each_language_has_its_own_labels_and_format() -> None:
    japanese = {"page": "最終更新:", "format": "{year}年{month}月{day}日"}
    site = read({"DATE_LABELS": {"page": "As of", "languages": {"ja": japanese}}})
    settings = site.for_language("JA-jp")
    labels = date_labels({}, settings)
    assert labels == DateLabels("公開:", "更新:", "最終更新:")
    entry = date_entries({"date": OCT_23}, labels, settings, UTC, is_page=True)[0]
    assert entry.text == "2025年10月23日"
    assert site.for_language("de").page == "As of"


MISTAKES = [
    ({"dateLabels": {"pubished": "x"}}, "dateLabels has no key 'pubished' (did you mean published?)"),
    ({"dateLabels": {"zzz": "x"}}, "dateLabels has no key 'zzz' (use published, updated or page)"),
    ({"dateLabels": {"page": None}}, "dateLabels.page must be text, not empty"),
    ({"dateLabels": {"page": 5}}, "dateLabels.page must be text, not 5"),
    ({"dateLabels": {"page": True}}, "dateLabels.page must be text, not true"),
    ({"dateLabels": {"page": ["a"]}}, "dateLabels.page must be text, not a list"),
    (
        {"dateLabels": "Last updated:"},
        "dateLabels must be a mapping, not 'Last updated:' "
        '(write dateLabels: {page: "…"}, or dateLabel: "…" for a single label)',
    ),
    ({"dateLabel": {"page": "x"}}, "dateLabel must be text, not a mapping"),
    ({"dateDisplay": 2026}, "dateDisplay must be text, not 2026"),
    ({"dateLables": {"page": "x"}}, "dateLables is not a known field (did you mean dateLabels?)"),
    ({"date_labels": {"page": "x"}}, "date_labels is not a known field (did you mean dateLabels?)"),
]


@pytest.mark.parametrize(("metadata", "line"), MISTAKES, ids=[line for _, line in MISTAKES])
def test_a_mistake_is_reported_in_one_line_with_the_most_similar_name(
    metadata: dict[str, Any], line: str
) -> None:
    (mistake,) = mistakes(metadata)
    assert mistake.message + (f" ({mistake.hint})" if mistake.hint else "") == line


def test_valid_fields_are_not_reported() -> None:
    metadata = {"date": OCT_23, "datestamp": 1, "label": "x", "dateLabels": {"page": ""}, "dateLabel": "x"}
    assert not list(mistakes({**metadata, "dateDisplay": "May", "tags": [], "update": 1}))


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"pag": "x"}, "DATE_LABELS['pag'] is not a setting (did you mean page?)"),
        ({"page": 1}, "DATE_LABELS['page'] must be text, not 1"),
        ({"format": "{yaer}"}, "DATE_LABELS['format'] must be made of {year}, {month}, {mon} and {day}, not"),
        ({"format": "{year"}, "DATE_LABELS['format'] must be made of"),
        ({"format": "%d %B"}, "DATE_LABELS['format'] must be made of"),
        ({"languages": {"ja": {"pgae": "x"}}}, "DATE_LABELS['languages']['ja']['pgae'] is not a setting"),
        ({"languages": {"ja": {"page": 1}}}, "DATE_LABELS['languages']['ja']['page'] must be text"),
        ({"languages": {"ja": "x"}}, "DATE_LABELS['languages']['ja'] must be a dictionary"),
        ("x", "DATE_LABELS must be a dictionary, not 'x'"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_reported(setting: Any, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read({"DATE_LABELS": setting})
    assert str(caught.value).startswith(message)
