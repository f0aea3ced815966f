"""How long to wait before a request is repeated. Time and random numbers are arguments."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .model import Failure, Response

LONGEST = 60.0
"""Seconds; a host that asks for a longer pause is checked in the next run."""
FIRST = 1.0
"""Seconds before the second attempt; the pause doubles for each further attempt."""

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be temporary (RFC 9110, RFC 6585, RFC 8470)."""
TEMPORARY_FAILURES = frozenset({Failure.TIMEOUT, Failure.DROPPED, Failure.REFUSED, Failure.NO_NAME_SERVER})
"""Failures that may be temporary."""
_SECONDS = re.compile(r"\d{1,9}(?:\.\d*)?|\.\d{1,9}", re.ASCII)


def retry_after(text: str, now: float) -> float | None:
    """Parse the header ``Retry-After``; return the seconds from ``now``, or None if it is not valid.

    ``now`` is in seconds since 1970. Source: RFC 9110, section 10.2.3: whole
    seconds or a date. Fractions of seconds, which some hosts send, are accepted.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max((date - datetime.fromtimestamp(now, UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def requested_pause(response: Response, now: float) -> float:
    """Return the seconds that the host asks to wait; 0 if it does not ask."""
    if response.status in (429, 503):
        return retry_after(response.headers.get("retry-after", ""), now) or 0.0
    return 0.0


def is_temporary(response: Response) -> bool:
    """Tell whether a failure may be temporary."""
    return response.status in BUSY or response.failure in TEMPORARY_FAILURES


def back_off(attempt: int, chance: float) -> float:
    """Return the seconds to wait after attempt number ``attempt``, which counts from 1.

    ``chance`` is a random number from 0 to 1, so that requests that failed together are not
    repeated together.
    """
    return min(FIRST * 2.0 ** (attempt - 1), LONGEST) * (0.5 + chance)
