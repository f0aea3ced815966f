"""Dates are parsed by fixed rules: nothing is guessed or completed from the current date."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from monologue.front_matter.parse.dates import DateError, last_moment, parse_date

EST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-23", datetime(2025, 10, 23)),
        ("2024-1-5", datetime(2024, 1, 5)),
        ("2024/01/05", datetime(2024, 1, 5)),
        ("20240105", datetime(2024, 1, 5)),
        ("2025-06-03 12:00:00", datetime(2025, 6, 3, 12)),
        ("2025-06-03T12:00", datetime(2025, 6, 3, 12)),
        ("2025-06-03_9:05", datetime(2025, 6, 3, 9, 5)),
        ("2024-10-05T19:39:48.918Z", datetime(2024, 10, 5, 19, 39, 48, 918000, UTC)),
        ("2006-01-02T15:04:05.999999999Z", datetime(2006, 1, 2, 15, 4, 5, 999999, UTC)),
        ("20240105T101112Z", datetime(2024, 1, 5, 10, 11, 12, tzinfo=UTC)),
        ("2025-06-10 10:02 GMT", datetime(2025, 6, 10, 10, 2, tzinfo=UTC)),
        ("2023-01-29 18:30:22 -0500", datetime(2023, 1, 29, 18, 30, 22, tzinfo=EST)),
        ("2012-04-21T17:30:00-05", datetime(2012, 4, 21, 17, 30, tzinfo=EST)),
        ("2017-01-02 15:04:05 +0000 UTC", datetime(2017, 1, 2, 15, 4, 5, tzinfo=UTC)),
        ("Fri Mar 05 02:38:47 +0000 2021", datetime(2021, 3, 5, 2, 38, 47, tzinfo=UTC)),
        ("Mon, 02 Jan 2006 15:04:05 EST", datetime(2006, 1, 2, 15, 4, 5, tzinfo=EST)),
        ("Fri Jan 05 2024 10:00:00 GMT-0500 (Eastern Standard Time)", datetime(2024, 1, 5, 10, tzinfo=EST)),
        ("May 01 2024", datetime(2024, 5, 1)),
        ("6 December 2024", datetime(2024, 12, 6)),
        ("Sept 3rd, 2021", datetime(2021, 9, 3)),
        ("January 5th, 2021 at 5:30 PM", datetime(2021, 1, 5, 17, 30)),
        ("12:05 AM, 5 Jan 2021", datetime(2021, 1, 5, 0, 5)),
        ("[[2023-09-12]]", datetime(2023, 9, 12)),
        ("2024-02-29", datetime(2024, 2, 29)),
        ("20230101000000", datetime(2023, 1, 1)),
        ("202301021530", datetime(2023, 1, 2, 15, 30)),
        ("2020-07-28 T20:00:00", datetime(2020, 7, 28, 20)),
        ("2020-07-28 10h30", datetime(2020, 7, 28, 10, 30)),
        ("2006-01-02 15:04 HKT", datetime(2006, 1, 2, 15, 4, tzinfo=timezone(timedelta(hours=8)))),
        ("2006-01-02 15:04 ACST", datetime(2006, 1, 2, 15, 4, tzinfo=timezone(timedelta(hours=9.5)))),
        ("2 Jan 2006 15:04 AKDT", datetime(2006, 1, 2, 15, 4, tzinfo=timezone(timedelta(hours=-8)))),
    ],
)
def test_each_date_format_that_real_files_use_is_read(text: str, expected: datetime) -> None:
    parsed = parse_date(text)
    assert parsed == expected
    assert parsed.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("2024-09-31", "bad-date", "September 2024 has 30 days"),
        ("2023-02-29", "bad-date", "February 2023 has 28 days"),
        ("31 April 2024", "bad-date", "April 2024 has 30 days"),
        ("2024-13-01", "bad-date", "there is no month 13"),
        ("0000-01-01", "bad-date", "there is no year 0"),
        ("2024-01-05 25:00", "bad-date", "25:00 is not a time of day"),
        ("2025-10", "unclear-date", "has no day"),
        ("2025", "unclear-date", "has no day"),
        ("October 2025", "unclear-date", "has no day"),
        ("03/04/2024", "unclear-date", "is ambiguous"),
        ("08.03.2024", "unclear-date", "is ambiguous"),
        ("2024-01-05T10:00 Mars", "unclear-date", "not a date"),
        ("2024-01-05T10:00:00+99:00", "unclear-date", "not a date"),
        ("2024-01-05 and more", "unclear-date", "not a date"),
        ("1 2 Jan 2024", "unclear-date", "not a date"),
        ("tomorrow", "unclear-date", "not a date"),
        ("", "unclear-date", "not a date"),
        ("today", "moving-date", "every build"),
        ("git Last Modified", "moving-date", "every build"),
        ("{{ .Date }}", "placeholder", "never filled in"),
        ("<% tp.date.now() %>", "placeholder", "never filled in"),
    ],
)
def test_an_invalid_date_is_reported_with_the_reason(text: str, rule: str, message: str) -> None:
    with pytest.raises(DateError, match=message) as caught:
        parse_date(text)
    assert caught.value.rule == rule


@pytest.mark.parametrize("text", ["2024-01-05 10:00 IST", "5 Jan 2024 10:00 BST", "2024-01-05T10:00 AMT"])
def test_an_ambiguous_time_zone_is_ignored(text: str) -> None:
    with pytest.raises(DateError, match="is ambiguous") as caught:
        parse_date(text)
    assert (caught.value.rule, caught.value.moment) == ("unknown-zone", datetime(2024, 1, 5, 10))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", datetime(2016, 12, 31, 23, 59, 59)),
        ("2024-2", datetime(2024, 2, 29, 23, 59, 59)),
        ("2024-13", None),
        ("0000", None),
        ("2024-01-05", None),
        ("soon", None),
    ],
)
def test_a_year_or_a_month_has_a_last_instant(text: str, expected: datetime | None) -> None:
    assert last_moment(text) == expected


def test_the_setting_determines_the_order_of_day_and_month() -> None:
    assert parse_date("03/04/2024", "dmy") == datetime(2024, 4, 3)
    assert parse_date("03/04/2024", "mdy") == datetime(2024, 3, 4)
    with pytest.raises(DateError, match="no month 18"):
        parse_date("03/18/2024", "dmy")
