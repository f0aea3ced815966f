"""The way from a URL to what is known of it, question by question.

What would be decorators around a client are generators around a question here:
``find`` follows redirects, ``ask`` tries HEAD and then GET, ``patiently`` tries
again. They yield a question and are sent its answer, so they hold no thread
while a host is left alone, and need no network to be tried.
"""

from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ada_url import URL, join_url

from .model import Answer, Failure, Question, Result, Verdict
from .page import ENOUGH_FOR_FRAGMENTS, ENOUGH_FOR_TITLE, are_alike, defined, looks_missing
from .verdict import is_good, judge
from .waiting import LONGEST, back_off, is_passing, pause_asked

T = TypeVar("T")
Steps = Generator[Question, Answer, T]

ATTEMPTS = 3
MOST_REDIRECTS = 20
"""As browsers have it."""
TEMPORARY = frozenset({302, 303, 307})
PERMANENT = frozenset({301, 308})
"""Statuses that say to write the new address from now on (RFC 9110, section 15.4)."""
HEAD_FAILS = frozenset({Failure.TIMEOUT, Failure.DROPPED, Failure.REFUSED, Failure.NOT_HTTP})
"""What a host may do to a HEAD that it would not do to a GET."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a journey needs to know besides its URL."""

    now: Callable[[], float]
    """Gives the seconds since 1970."""
    chance: Callable[[], float]
    """Gives a number from 0 to 1."""
    accepted: Mapping[str, Collection[int]] = field(default_factory=dict)
    """By host, further statuses that are good."""
    without_tls: set[str] = field(default_factory=set)
    """Hosts that turned out to speak no TLS; journeys tell each other."""


def find(url: str, wanted: Collection[str], policy: Policy) -> Steps[Result]:
    """Find out what is at ``url``, and which of the ``wanted`` fragments it defines."""
    passed, moved, lasting, cookies = [url], "", True, False
    secure = over_tls(url)
    limit = ENOUGH_FOR_FRAGMENTS if wanted else ENOUGH_FOR_TITLE if secure else 0
    while True:
        answer = yield from ask(passed[-1], limit, policy)
        if not is_redirect(answer):
            result = _conclude(answer, passed, moved, wanted, policy)
            if not secure or result.rule or not (yield from _is_the_same(answer, passed[-1], secure, policy)):
                return result
            said, hint = "answers the same to https", f"write {secure}"
            return replace(result, rule="plain-http", said=said, hint=hint)
        try:
            new = join_url(passed[-1], utf8(answer.headers["location"]))
        except ValueError:
            return _lost("redirects to what is no address", utf8(answer.headers["location"]))
        lasting = lasting and answer.status in PERMANENT
        moved = new if lasting else moved
        cookies = cookies or "set-cookie" in answer.headers
        target, _, fragment = new.partition("#")
        wanted = () if fragment else wanted  # the redirect's own counts (RFC 9110, section 10.2.2)
        if not target.startswith(("https://", "http://")):
            return _lost("redirects to what is no page of the web", target)
        if target in passed or len(passed) > MOST_REDIRECTS:
            return _circles(target, target in passed, cookies)
        passed.append(target)


def over_tls(url: str) -> str:
    """Return where a page without encryption would be with it, at its usual port; ``""`` for all others."""
    parts = URL(url)
    return f"https{url[4:]}" if parts.protocol == "http:" and not parts.port else ""


def _is_the_same(answer: Answer, found: str, secure: str, policy: Policy) -> Steps[bool]:
    """Tell whether the address over TLS has the page that was ``found`` without."""
    if found == secure:
        return True
    question = Question(secure, "GET", ENOUGH_FOR_TITLE, trial=True)
    if question.host in policy.without_tls:
        return False
    other = yield question
    if other.failure:
        policy.without_tls.add(question.host)
    return other.status == answer.status and are_alike(answer, other)


def is_redirect(answer: Answer) -> bool:
    """Tell whether an answer sends the reader elsewhere."""
    return answer.status in TEMPORARY | PERMANENT and bool(answer.headers.get("location"))


def utf8(header: str) -> str:
    """Return a header, which the client reads as Latin-1, as it was meant: mostly UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _lost(said: str, where: str) -> Result:
    return Result(Verdict.UNKNOWN, "unknown-external", f"{said}: {where}")


def _circles(target: str, back: bool, cookies: bool) -> Result:
    """Judge a redirect too many; with cookies, which are not kept here, a browser may get on."""
    said = "redirects in circles" if back else f"redirects more than {MOST_REDIRECTS} times"
    if cookies:
        return _lost(f"{said} who keeps no cookies", target)
    return Result(Verdict.BROKEN, "redirect-loop", f"{said}: {target}")


def _conclude(
    answer: Answer, passed: list[str], moved: str, wanted: Collection[str], policy: Policy
) -> Result:
    """Return what the last answer of a journey proves of the URL it began with."""
    url, found = passed[0], passed[-1]
    if not is_good(answer, policy.accepted.get(URL(found).host, ())):
        result = judge(answer, url)
        return result if url == found else replace(result, said=f"redirects to {found}, which {result.said}")
    if missing := looks_missing(answer, url, found):
        return Result(Verdict.UNKNOWN, "soft-404", missing)
    fragments = defined(answer, wanted)
    if moved:
        return Result(Verdict.MOVED, "moved-external", "has moved for good", f"write {moved}", fragments)
    return Result(Verdict.OK, fragments=fragments)


def ask(url: str, limit: int, policy: Policy) -> Steps[Answer]:
    """Ask by HEAD, unless bytes of the page are needed, and by GET where a host has no good answer."""
    if not limit:
        answer = yield from patiently(Question(url), policy)
        if answer.failure not in HEAD_FAILS and (answer.status < 400 or answer.status == 429):
            return answer
    return (yield from patiently(Question(url, "GET", limit or ENOUGH_FOR_TITLE), policy))


def patiently(question: Question, policy: Policy) -> Steps[Answer]:
    """Ask again, later and later, what may get another answer; a HEAD only where the host asks to wait."""
    for attempt in range(1, ATTEMPTS + 1):
        answer = yield question
        asked = pause_asked(answer, policy.now())
        again = is_passing(answer) if question.method == "GET" else asked or answer.status == 429
        if not again or attempt == ATTEMPTS or asked > LONGEST:
            break
        question = replace(question, wait=asked or back_off(attempt, policy.chance()))
    return answer
