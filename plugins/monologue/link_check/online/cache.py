"""The cache of results: its entries, its file format, and how long an entry is valid. No disk, no clock.

The file has one entry for each URL, sorted, so that it can be reviewed and committed.
A good result is reused for some days. Any other URL is requested in every run, and its
entry keeps the day since which it has been broken. An entry with ``"accepted": true``
is a fault that the author knows and does not want to see again.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from .model import Result, Verdict

VERSION = 1
DAY = 24 * 60 * 60
GOOD = frozenset({Verdict.OK, Verdict.MOVED})
"""The verdicts that may be reused without a new request."""
EXPIRY_FACTOR = 2
"""Entries older than this many times ``days`` are deleted."""


class CacheFileError(ValueError):
    """The cache file is damaged or has another version; the message says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The result for one URL, and when it was found."""

    checked: int
    """Seconds since 1970."""
    result: Result
    accepted: bool = False


Entries = Mapping[str, Entry]


def parse(text: str, dropped: Callable[[str], None] = lambda url: None) -> dict[str, Entry]:
    """Parse a cache file. An unreadable entry is skipped, and ``dropped`` is called with its URL.

    Raises:
        MemoryFileError: If the text is not a cache file of this version.
    """
    try:
        read = json.loads(text)
        if read["version"] != VERSION:
            raise CacheFileError(f"has version {read['version']!r}, not {VERSION}")
        urls = read["urls"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, CacheFileError):
            raise
        raise CacheFileError("is damaged") from error
    entries = {}
    for url, values in urls:
        try:
            entries[url] = _entry(values)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            dropped(url)
    return entries


def _entry(values: Mapping[str, Any]) -> Entry:
    """Parse one entry. Raises whatever Python raises for a value of a wrong type or an invalid date."""
    text = {key: str(values.get(key, "")) for key in ("rule", "said", "hint", "since")}
    result = Result(
        Verdict(values["verdict"]),
        text["rule"],
        text["said"],
        text["hint"],
        {str(name): bool(there) for name, there in values.get("fragments", {}).items()},
        text["since"],
    )
    if text["since"]:
        date.fromisoformat(text["since"])
    checked = int(datetime.fromisoformat(values["checked"]).astimezone(UTC).timestamp())
    return Entry(checked, result, bool(values.get("accepted", False)))


def render(entries: Entries) -> str:
    """Return the text of a cache file."""
    urls = {url: _values(entries[url]) for url in sorted(entries)}
    return json.dumps({"version": VERSION, "urls": urls}, indent=1, ensure_ascii=False) + "\n"


def _values(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON values, without empty ones."""
    values = asdict(entry.result)
    del values["young"]  # depends on a setting
    values["fragments"] = dict(sorted(entry.result.fragments.items()))
    checked = datetime.fromtimestamp(entry.checked, UTC).isoformat()
    values["accepted"] = entry.accepted
    return {"checked": checked} | {key: value for key, value in values.items() if value}


def is_fresh(url: str, entry: Entry, wanted: Collection[str], now: float, days: float) -> bool:
    """Tell whether an entry can be reused: it is good and not too old.

    Each URL has its own time to live, ``days`` ±25 %, so that the entries of one run do not all
    expire together.
    """
    result = entry.result
    if result.verdict not in GOOD or not all(result.fragments.get(fragment) for fragment in wanted):
        return False
    share = crc32(f"{url} {entry.checked}".encode()) / 2**32
    return 0 <= now - entry.checked < days * DAY * (0.75 + 0.5 * share)


def updated_entry(result: Result, before: Entry | None, now: float) -> Entry:
    """Return the entry for a new result; ``before`` is the entry that it replaces.

    Only a good result resets the day since which the URL is broken, and whether its fault
    is accepted: a host that does not respond may be as broken as before.
    """
    since = before.result.since if before else ""
    if result.verdict is Verdict.BROKEN:
        since = since or datetime.fromtimestamp(now, UTC).date().isoformat()
    recovered = result.verdict in GOOD and (not before or before.result.rule != result.rule)
    accepted = bool(before and before.accepted and not recovered)
    return Entry(int(now), replace(result, since="" if result.verdict in GOOD else since), accepted)


def is_fault(result: Result) -> bool:
    """Tell whether a result has a fault that the author could accept."""
    return bool(result.rule) or not all(result.fragments.values())


def reported_result(entry: Entry, now: float, fail_after: float) -> Result | None:
    """Return the result that the rules see; None if the author accepted it.

    ``fail_after`` is in days: a result that is broken for less time is ``young``.
    """
    if entry.accepted:
        return None
    since = entry.result.since
    if entry.result.verdict is not Verdict.BROKEN or not since:
        return entry.result
    age = now - datetime.fromisoformat(since).replace(tzinfo=UTC).timestamp()
    return replace(entry.result, young=age < fail_after * DAY)


def merged(ours: Entries, theirs: Entries, oldest: float = 0.0) -> dict[str, Entry]:
    """Merge the entries of two runs: the newer entry of each URL wins.

    Entries older than ``oldest``, in seconds since 1970, are deleted unless they are accepted.
    """
    known = {**theirs}
    for url, entry in ours.items():
        if url not in known or known[url].checked <= entry.checked:
            known[url] = entry
    return {url: entry for url, entry in known.items() if entry.checked >= oldest or entry.accepted}
