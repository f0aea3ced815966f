"""The check of one URL, as a generator of requests.

``find`` follows redirects, ``request_page`` tries HEAD and then GET, ``with_retries`` repeats
a request. They yield a request and are sent its response, so a check that waits for a host
occupies no thread, and tests need no network.
"""

from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ...core.url import URL, join_url
from .model import Failure, Request, Response, Result, Verdict
from .page import ENOUGH_FOR_FRAGMENTS, ENOUGH_FOR_TITLE, are_alike, defined, looks_missing
from .verdict import is_good, judge
from .waiting import LONGEST, back_off, is_temporary, requested_pause

T = TypeVar("T")
Steps = Generator[Request, Response, T]

ATTEMPTS = 3
MOST_REDIRECTS = 20
"""The limit of browsers."""
TEMPORARY = frozenset({302, 303, 307})
PERMANENT = frozenset({301, 308})
"""Redirects after which links should use the new URL (RFC 9110, section 15.4)."""
HEAD_FAILS = frozenset({Failure.TIMEOUT, Failure.DROPPED, Failure.REFUSED, Failure.NOT_HTTP})
"""Failures of HEAD after which GET may succeed."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a check needs besides its URL."""

    now: Callable[[], float]
    """Returns the seconds since 1970."""
    chance: Callable[[], float]
    """Returns a random number from 0 to 1."""
    accepted: Mapping[str, Collection[int]] = field(default_factory=dict)
    """Further good statuses, by host."""
    without_tls: set[str] = field(default_factory=set)
    """Hosts found to have no TLS, shared by all checks."""


def find(url: str, wanted: Collection[str], policy: Policy) -> Steps[Result]:
    """Check ``url`` and which of the ``wanted`` fragments it defines."""
    chain, moved, lasting, cookies = [url], "", True, False
    secure = over_tls(url)
    limit = ENOUGH_FOR_FRAGMENTS if wanted else ENOUGH_FOR_TITLE if secure else 0
    while True:
        response = yield from request_page(chain[-1], limit, policy)
        if not is_redirect(response):
            result = _conclude(response, chain, moved, wanted, policy)
            if (
                not secure
                or result.rule
                or not (yield from _is_the_same(response, chain[-1], secure, policy))
            ):
                return result
            said, hint = "is the same page with https", f"write {secure}"
            return replace(result, rule="plain-http", said=said, hint=hint)
        try:
            new = join_url(chain[-1], utf8(response.headers["location"]))
        except ValueError:
            return _unknown("redirects to an invalid URL", utf8(response.headers["location"]))
        lasting = lasting and response.status in PERMANENT
        moved = new if lasting else moved
        cookies = cookies or "set-cookie" in response.headers
        target, _, fragment = new.partition("#")
        wanted = (
            () if fragment else wanted
        )  # a fragment of the redirect takes precedence (RFC 9110, section 10.2.2)
        if not target.startswith(("https://", "http://")):
            return _unknown("redirects to a URL that is not http or https", target)
        if target in chain or len(chain) > MOST_REDIRECTS:
            return _redirect_loop(target, target in chain, cookies)
        chain.append(target)


def over_tls(url: str) -> str:
    """Return the ``https:`` form of an ``http:`` URL with the default port; ``""`` for any other URL."""
    parts = URL(url)
    return f"https{url[4:]}" if parts.protocol == "http:" and not parts.port else ""


def _is_the_same(response: Response, found: str, secure: str, policy: Policy) -> Steps[bool]:
    """Tell whether the URL over TLS returns the same page as the URL ``found`` without it."""
    if found == secure:
        return True
    request = Request(secure, "GET", ENOUGH_FOR_TITLE, probe=True)
    if request.host in policy.without_tls:
        return False
    other = yield request
    if other.failure:
        policy.without_tls.add(request.host)
    return other.status == response.status and are_alike(response, other)


def is_redirect(response: Response) -> bool:
    """Tell whether a response is a redirect."""
    return response.status in TEMPORARY | PERMANENT and bool(response.headers.get("location"))


def utf8(header: str) -> str:
    """Decode a header as UTF-8 if possible; the client decodes it as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _unknown(said: str, where: str) -> Result:
    return Result(Verdict.UNKNOWN, "unknown-external", f"{said}: {where}")


def _redirect_loop(target: str, back: bool, cookies: bool) -> Result:
    """Return the result for a redirect too many. With cookies, which are not kept, browsers may succeed."""
    said = "redirects in a loop" if back else f"redirects more than {MOST_REDIRECTS} times"
    if cookies:
        return _unknown(f"{said} without cookies", target)
    return Result(Verdict.BROKEN, "redirect-loop", f"{said}: {target}")


def _conclude(
    response: Response, chain: list[str], moved: str, wanted: Collection[str], policy: Policy
) -> Result:
    """Return what the last response proves about the first URL of the chain."""
    url, found = chain[0], chain[-1]
    if not is_good(response, policy.accepted.get(URL(found).host, ())):
        result = judge(response, url)
        return result if url == found else replace(result, said=f"redirects to {found}, which {result.said}")
    if missing := looks_missing(response, url, found):
        return Result(Verdict.UNKNOWN, "soft-404", missing)
    fragments = defined(response, wanted)
    if moved:
        return Result(Verdict.MOVED, "moved-external", "has moved permanently", f"write {moved}", fragments)
    return Result(Verdict.OK, fragments=fragments)


def request_page(url: str, limit: int, policy: Policy) -> Steps[Response]:
    """Send HEAD, unless the body is needed; send GET if HEAD is not successful."""
    if not limit:
        response = yield from with_retries(Request(url), policy)
        if response.failure not in HEAD_FAILS and (response.status < 400 or response.status == 429):
            return response
    return (yield from with_retries(Request(url, "GET", limit or ENOUGH_FOR_TITLE), policy))


def with_retries(request: Request, policy: Policy) -> Steps[Response]:
    """Repeat a request after temporary failures, with growing pauses; HEAD only if the host asks to wait."""
    for attempt in range(1, ATTEMPTS + 1):
        response = yield request
        pause = requested_pause(response, policy.now())
        again = is_temporary(response) if request.method == "GET" else pause or response.status == 429
        if not again or attempt == ATTEMPTS or pause > LONGEST:
            break
        request = replace(request, wait=pause or back_off(attempt, policy.chance()))
    return response
