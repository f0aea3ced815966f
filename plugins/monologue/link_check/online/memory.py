"""What earlier runs found out: read from the text of a file and written to it. No disk, no clock.

One entry for each URL, sorted, so that the file can be reviewed and committed.
What was good need not be asked again for some days; what was not is asked in
every run, and keeps the day from which on it has been broken. An entry with
``"accepted": true`` is a fault that the author knows of and leaves as it is.
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
"""What may be believed without asking again."""
FORGOTTEN = 2
"""After so many times to live, what no link uses any more is left out."""


class MemoryFileError(ValueError):
    """The file is not one of ours, or of another version; the message says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was found out of one URL, and when."""

    checked: int
    """Seconds since 1970."""
    result: Result
    accepted: bool = False


Memory = Mapping[str, Entry]


def parse(text: str, dropped: Callable[[str], None] = lambda url: None) -> dict[str, Entry]:
    """Read the text of a file. An entry that cannot be read costs itself only: ``dropped`` is given its URL.

    Raises:
        MemoryFileError: If it is no such file; nothing of it is believed then.
    """
    try:
        read = json.loads(text)
        if read["version"] != VERSION:
            raise MemoryFileError(f"is of version {read['version']!r}, not {VERSION}")
        urls = read["urls"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, MemoryFileError):
            raise
        raise MemoryFileError("is damaged") from error
    entries = {}
    for url, values in urls:
        try:
            entries[url] = _entry(values)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
            dropped(url)
    return entries


def _entry(values: Mapping[str, Any]) -> Entry:
    """Read one entry. It raises all that Python raises for a value of another type, or a day that is none."""
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


def render(memory: Memory) -> str:
    """Return the text of a file."""
    urls = {url: _values(memory[url]) for url in sorted(memory)}
    return json.dumps({"version": VERSION, "urls": urls}, indent=1, ensure_ascii=False) + "\n"


def _values(entry: Entry) -> dict[str, Any]:
    """Return an entry without what has nothing to say."""
    values = asdict(entry.result)
    del values["young"]  # depends on a setting
    values["fragments"] = dict(sorted(entry.result.fragments.items()))
    checked = datetime.fromtimestamp(entry.checked, UTC).isoformat()
    values["accepted"] = entry.accepted
    return {"checked": checked} | {key: value for key, value in values.items() if value}


def is_fresh(url: str, entry: Entry, wanted: Collection[str], now: float, days: float) -> bool:
    """Tell whether an entry need not be asked again: it was good, and is not too old.

    What was learnt in one run would all grow old in another, so each URL has
    its own time to live, from three to five quarters of ``days``.
    """
    result = entry.result
    if result.verdict not in GOOD or not all(result.fragments.get(fragment) for fragment in wanted):
        return False
    share = crc32(f"{url} {entry.checked}".encode()) / 2**32
    return 0 <= now - entry.checked < days * DAY * (0.75 + 0.5 * share)


def remembered(result: Result, before: Entry | None, now: float) -> Entry:
    """Return the entry for a new result, with what it keeps of the one ``before``.

    Who does not answer today may be as broken as yesterday: only what is good
    ends the days of being broken, and makes an accepted fault forgotten.
    """
    since = before.result.since if before else ""
    if result.verdict is Verdict.BROKEN:
        since = since or datetime.fromtimestamp(now, UTC).date().isoformat()
    healed = result.verdict in GOOD and (not before or before.result.rule != result.rule)
    accepted = bool(before and before.accepted and not healed)
    return Entry(int(now), replace(result, since="" if result.verdict in GOOD else since), accepted)


def is_fault(result: Result) -> bool:
    """Tell whether there is anything that an author could accept."""
    return bool(result.rule) or not all(result.fragments.values())


def told(entry: Entry, now: float, fail_after: float) -> Result | None:
    """Return the result that the rules are shown; None if the author accepted it.

    ``fail_after`` is in days: what is broken for less time is ``young``.
    """
    if entry.accepted:
        return None
    since = entry.result.since
    if entry.result.verdict is not Verdict.BROKEN or not since:
        return entry.result
    age = now - datetime.fromisoformat(since).replace(tzinfo=UTC).timestamp()
    return replace(entry.result, young=age < fail_after * DAY)


def merged(ours: Memory, theirs: Memory, oldest: float = 0.0) -> dict[str, Entry]:
    """Return what two runs know together: the newer entry of each URL.

    Entries from before ``oldest``, in seconds since 1970, are left out unless they were accepted.
    """
    known = {**theirs}
    for url, entry in ours.items():
        if url not in known or known[url].checked <= entry.checked:
            known[url] = entry
    return {url: entry for url, entry in known.items() if entry.checked >= oldest or entry.accepted}
