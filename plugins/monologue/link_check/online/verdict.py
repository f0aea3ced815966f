"""Decide what a response proves about the requested URL."""

from collections.abc import Collection
from http import HTTPStatus

from .model import Failure, Response, Result, Verdict

GONE = frozenset({404, 410})
"""Statuses that say that the page does not exist (RFC 9110). All others may concern only this client."""
REFUSING = frozenset({401, 402, 403, 407, 451, 999})
"""Statuses of hosts that require a login or reject automated requests (999 is LinkedIn's)."""
WORDS = {
    Failure.NO_HOST: (Verdict.BROKEN, "broken-external"),
    Failure.CERTIFICATE: (Verdict.BROKEN, "bad-certificate"),
    Failure.PRIVATE: (Verdict.UNKNOWN, "private-address"),
}
"""What a failure proves; all other failures prove nothing."""
ARCHIVE = "https://web.archive.org/web/"


def is_good(response: Response, accepted: Collection[int] = ()) -> bool:
    """Tell whether a response has a good status."""
    return 200 <= response.status < 300 or response.status in accepted


def is_wall(response: Response) -> bool:
    """Tell whether a host requires a login or a challenge for any page.

    Sources: the headers of challenges by Cloudflare, Akamai and AWS.
    """
    headers = response.headers
    return (
        response.status in REFUSING
        or "challenge" in headers.get("cf-mitigated", "")
        or headers.get("x-amzn-waf-action", "") in ("challenge", "captcha")
        or (response.status in (429, 503) and b"<title>Just a moment" in response.body[:4096])
    )


def judge(response: Response, url: str) -> Result:
    """Return what a response that is neither good nor a redirect proves."""
    if response.failure:
        verdict, rule = WORDS.get(response.failure, (Verdict.UNKNOWN, "unknown-external"))
        detail = f" ({response.detail})" if response.detail else ""
        return Result(verdict, rule, f"{response.failure}{detail}")
    said = f"returned {named(response.status)}"
    if is_wall(response):
        return Result(
            Verdict.UNKNOWN,
            "blocked-external",
            f"{said}: the host requires a login or rejects automated requests",
        )
    if response.status in GONE:
        return Result(Verdict.BROKEN, "broken-external", said, f"look for a copy at {ARCHIVE}{url}")
    return Result(Verdict.UNKNOWN, "unknown-external", said)


def named(status: int) -> str:
    """Return a status with its standard name, if it has one: ``404 Not Found``."""
    return f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else str(status)
