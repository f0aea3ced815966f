"""How long to wait before a host is asked again. The time and the chance are arguments."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .model import Answer, Failure

LONGEST = 60.0
"""Seconds; a host that wants to be left alone for longer is asked in the next run."""
FIRST = 1.0
"""Seconds before the second attempt; each later one waits twice as long as the one before."""

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others a moment later (RFC 9110, RFC 6585, RFC 8470)."""
PASSING = frozenset({Failure.TIMEOUT, Failure.DROPPED, Failure.REFUSED, Failure.NO_NAME_SERVER})
"""Failures that may be over a moment later."""
_SECONDS = re.compile(r"\d{1,9}(?:\.\d*)?|\.\d{1,9}", re.ASCII)


def retry_after(text: str, now: float) -> float | None:
    """Read the header ``Retry-After`` and return the seconds from ``now`` on, or None if it says nothing.

    ``now`` is in seconds since 1970. Source: RFC 9110, section 10.2.3: whole
    seconds or a date; fractions, which some hosts send, are read as what they mean.
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


def pause_asked(answer: Answer, now: float) -> float:
    """Return the seconds for which the host wants not to be asked, 0 if it does not say."""
    if answer.status in (429, 503):
        return retry_after(answer.headers.get("retry-after", ""), now) or 0.0
    return 0.0


def is_passing(answer: Answer) -> bool:
    """Tell whether the same question may get another answer a moment later."""
    return answer.status in BUSY or answer.failure in PASSING


def back_off(attempt: int, chance: float) -> float:
    """Return the seconds before attempt number ``attempt``, the first of which is 1.

    ``chance`` is a number from 0 to 1: without it, all that failed together
    would come back together.
    """
    return min(FIRST * 2.0 ** (attempt - 1), LONGEST) * (0.5 + chance)
