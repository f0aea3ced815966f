"""Parse dates strictly: nothing is completed from today's date, and ambiguous orders are not guessed.

Formats: ISO 8601 and variants (YAML timestamps, Ruby's and Go's ``2023-01-29
18:30:22 -0800``), and English words in any order (``11 Oct 2023``, ``Fri Mar 05
02:38:47 +0000 2021``, RFC 5322). Numeric day and month, ``03/04/2024``, only if
the caller gives the order, or only one order is possible, as in ``03/18/2024``.
"""

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

TIME = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?",
    re.I,
)
ZONE = re.compile(
    r"(?:(?:UTC|GMT)\s?)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|(?P<name>[A-Z]{1,5})", re.I
)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<time>\d{4}(?:\d{2})?)(?=Z|[+-]|\Z)|(?!\d))"
)
FIGURES = re.compile(r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})(?!\d)")
WITHOUT_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?")
WORDS = re.compile(r"[A-Za-z]+|\d+")
MOVING = re.compile(r"today|now|(?:git )?(?:last[- ]modified|created)|`r .*`", re.I)
"""Words of Quarto and Eleventy, and R Markdown's inline code."""
PLACEHOLDER = re.compile(r"\{\{|\{%|<%|<\+")
WIKILINK = re.compile(r"\[\[(?:[^\[\]|]*[/|])?(?P<name>[^\[\]|/]+)\]\]")

MONTH_NAMES = "January February March April May June July August September October November December".split()
MONTHS_IN_YEAR = len(MONTH_NAMES)
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = frozenset("mon tue wed thu fri sat sun".split())
FILLERS = frozenset("st nd rd th of at the".split())

ZONES: dict[str, float] = {"z": 0, "ut": 0, "utc": 0, "gmt": 0}
ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
ZONES |= {"hst": -10, "akst": -9, "akdt": -8, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3}
ZONES |= {"msk": 3, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11}
ZONES |= {"nzst": 12, "nzdt": 13}
"""Hours east of UTC of the unambiguous abbreviations; those of North America as in RFC 5322.
``IST`` is missing because it means India's, Ireland's or Israel's time."""

LONGEST = 200
"""In characters; a longer text is rejected without parsing it."""
EARLIEST, LATEST = datetime.min + timedelta(days=2), datetime.max - timedelta(days=2)
"""Between these, an instant can be converted to every other time zone."""

HINT = "write it as 2024-01-31, or 2024-01-31T10:00:00Z"


class DateError(ValueError):
    """A text that is not a valid date; ``rule`` is the id of the rule, ``hint`` what to do.

    ``local`` is the date and time without a zone, if only the zone is unknown.
    """

    def __init__(self, rule: str, message: str, hint: str = HINT, local: datetime | None = None) -> None:
        super().__init__(message)
        self.rule, self.hint, self.local = rule, hint, local


def parse_date(text: str, order: str = "") -> datetime:
    """Return the date in ``text``; naive if it has no zone, midnight if it has no time.

    ``order`` is how ``03/04/2024`` is read: ``"dmy"``, ``"mdy"``, or empty to reject it.

    Raises:
        DateError: If the text is not a date, or the date does not exist.
    """
    if PLACEHOLDER.search(text):
        raise DateError("placeholder", f"{text} is a placeholder that was never filled in")
    if len(text) > LONGEST:
        raise _unknown(text)
    text = WIKILINK.sub(r"\g<name>", text).strip()
    if MOVING.fullmatch(text):
        raise DateError("moving-date", f"{text} would be a different date in every build")
    (year, month, day), rest = _calendar_date(text, order)
    rest, clock = _clock(rest)
    try:
        local = datetime(year, month, day, *clock)
    except ValueError:
        raise _impossible(year, month, day, clock, text) from None
    zone = _zone(rest, text, local)
    if zone and not EARLIEST <= local <= LATEST:
        raise DateError("bad-date", f"{text} does not exist in every time zone: years run from 1 to 9999")
    return local.replace(tzinfo=zone)


def end_of_period(text: str) -> datetime | None:
    """Return the last second of a year or month; None if ``text`` is anything else."""
    match = WITHOUT_DAY.fullmatch(text.strip())
    year, month = (int(match[1]), int(match[2] or 12)) if match else (0, 0)
    if not (year and 1 <= month <= 12):
        return None
    return datetime(year, month, calendar.monthrange(year, month)[1], 23, 59, 59)


def _calendar_date(text: str, order: str) -> tuple[tuple[int, int, int], str]:
    """Return year, month and day, and the rest of the text."""
    if match := YEAR_FIRST.match(text):
        return (int(match["year"]), int(match["month"]), int(match["day"])), text[match.end() :]
    if match := COMPACT.match(text):
        clock = re.sub(r"(\d\d)(?=\d)", r"\1:", match["time"] or "")
        return (int(match["year"]), int(match["month"]), int(match["day"])), clock + text[match.end() :]
    if match := FIGURES.match(text):
        order = order or _only_order(int(match["first"]), int(match["second"]))
        if not order:
            message = f"{match[0]} is ambiguous: the day and the month can be in either order"
            raise DateError("unclear-date", message, "write 2024-01-31, or set FRONT_MATTER['date_order']")
        day, month = (int(match[1]), int(match[3])) if order == "dmy" else (int(match[3]), int(match[1]))
        return (int(match["year"]), month, day), text[match.end() :]
    return _in_words(text)


def _only_order(first: int, second: int) -> str:
    """Return the order of day and month if only one is possible, because a month is at most 12."""
    if first == second:
        return "dmy"  # both orders name the same day
    if max(first, second) <= MONTHS_IN_YEAR:
        return ""
    return "dmy" if first > second else "mdy"


def _in_words(text: str) -> tuple[tuple[int, int, int], str]:
    """Read a date whose month is a word; the time and the zone may be inside the date."""
    clock = TIME.search(text)
    head, middle, tail = (text[: clock.start()], clock[0], text[clock.end() :]) if clock else (text, "", "")
    zone = re.search(r"(?:(?:UTC|GMT)\s?)?[+-]\d{2}:?\d{2}\b|\b[A-Z]{3,4}\b(?!\w)", tail)
    if zone:
        tail = tail[: zone.start()] + re.sub(r"\(.*\)|\b[A-Z]{3,4}\b", "", tail[zone.end() :])
    month = day = year = 0
    for word in WORDS.findall(f"{head} {tail}"):
        low = word.lower()
        if word.isdigit() and len(word) == 4 and not year:
            year = int(word)
        elif word.isdigit() and len(word) <= 2 and not day:
            day = int(word)
        elif low in MONTHS and not month:
            month = MONTHS[low]
        elif low[:3] not in WEEKDAYS and low not in FILLERS:
            raise _unknown(text)
    if not (month and year and day):
        raise _unknown(text)
    return (year, month, day), f"{middle} {zone[0] if zone else ''}"


def _clock(rest: str) -> tuple[str, tuple[int, int, int, int]]:
    """Return the text after the time at the start of ``rest``, and the time; midnight if there is none."""
    rest = re.sub(r"\A\s*[Tt_,]?\s*(?:at\s+)?", "", rest)
    match = TIME.match(rest)
    if not match:
        return rest, (0, 0, 0, 0)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    fraction = int((match["fraction"] or "0").ljust(6, "0")[:6])
    return rest[match.end() :], (hour, int(match["minute"]), int(match["second"] or 0), fraction)


def _zone(rest: str, text: str, local: datetime) -> tzinfo | None:
    """Read the zone after the time; Go writes an offset and its name, JavaScript a name in parentheses."""
    rest = re.sub(r"\s*\(.*\)\Z", "", rest).strip()
    if not rest:
        return None
    match = ZONE.match(rest)
    if not match:
        raise _unknown(text)
    if match["name"] and match["name"].lower() not in ZONES:
        if not match[0].isupper() or match[0] != rest:
            raise _unknown(text)
        message = f"the time zone {rest} in {text} is ambiguous, so the site's is used"
        raise DateError("unknown-zone", message, "write an offset, such as +05:30", local)
    if match["name"]:
        offset = timedelta(hours=ZONES[match["name"].lower()])
    else:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    after = rest[match.end() :].strip()
    if after and not re.fullmatch(r"[A-Z]{1,5}|[+-]\d{2,4}", after):
        raise _unknown(text)
    if offset >= timedelta(hours=24):
        raise _unknown(text)
    offset = -offset if match["sign"] == "-" else offset
    return timezone(offset) if offset else UTC


def _unknown(text: str) -> DateError:
    if WITHOUT_DAY.fullmatch(text) or re.fullmatch(r"[A-Za-z]{3,9},? \d{4}", text):
        return DateError("unclear-date", f"{text} has no day")
    return DateError("unclear-date", f"{text} is not a date in a known format")


def _impossible(year: int, month: int, day: int, clock: tuple[int, ...], text: str) -> DateError:
    if not 1 <= month <= 12:
        return DateError("bad-date", f"{text} does not exist: there is no month {month}")
    if not year:
        return DateError("bad-date", f"{text} does not exist: there is no year 0")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return DateError(
            "bad-date", f"{text} does not exist: {MONTH_NAMES[month - 1]} {year} has {days} days"
        )
    return DateError("bad-date", f"{text} does not exist: {clock[0]}:{clock[1]:02} is not a time of day")
