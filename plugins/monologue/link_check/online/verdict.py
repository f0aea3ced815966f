"""Say what an answer proves of the URL that was asked for."""

from collections.abc import Collection
from http import HTTPStatus

from .model import Answer, Failure, Result, Verdict

GONE = frozenset({404, 410})
"""Statuses that say of a page itself that it is not there (RFC 9110). All others may be about us."""
REFUSING = frozenset({401, 402, 403, 407, 451, 999})
"""Statuses of hosts that want a login, or no programs (999 is LinkedIn's)."""
WORDS = {
    Failure.NO_HOST: (Verdict.BROKEN, "broken-external"),
    Failure.CERTIFICATE: (Verdict.BROKEN, "bad-certificate"),
    Failure.PRIVATE: (Verdict.UNKNOWN, "private-address"),
}
"""What a failure proves; all that are not here prove nothing."""
ARCHIVE = "https://web.archive.org/web/"


def is_good(answer: Answer, accepted: Collection[int] = ()) -> bool:
    """Tell whether a page was found."""
    return 200 <= answer.status < 300 or answer.status in accepted


def is_wall(answer: Answer) -> bool:
    """Tell whether a host turns away programs, whatever the page: a login, or a riddle to solve.

    Sources: the headers with which Cloudflare, Akamai and AWS mark their challenges.
    """
    headers = answer.headers
    return (
        answer.status in REFUSING
        or "challenge" in headers.get("cf-mitigated", "")
        or headers.get("x-amzn-waf-action", "") in ("challenge", "captcha")
        or (answer.status in (429, 503) and b"<title>Just a moment" in answer.body[:4096])
    )


def judge(answer: Answer, url: str) -> Result:
    """Return what an answer that is neither good nor a redirect proves."""
    if answer.failure:
        verdict, rule = WORDS.get(answer.failure, (Verdict.UNKNOWN, "unknown-external"))
        detail = f" ({answer.detail})" if answer.detail else ""
        return Result(verdict, rule, f"{answer.failure}{detail}")
    said = f"answers {named(answer.status)}"
    if is_wall(answer):
        return Result(Verdict.UNKNOWN, "blocked-external", f"{said}: it wants a login, or no programs")
    if answer.status in GONE:
        return Result(Verdict.BROKEN, "broken-external", said, f"perhaps archived: {ARCHIVE}{url}")
    return Result(Verdict.UNKNOWN, "unknown-external", said)


def named(status: int) -> str:
    """Return a status with its name, if the standard has one: ``404 Not Found``."""
    return f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else str(status)
