"""Put the online check together: what is known already, what is asked now, what is kept of it."""

import os
import random
import ssl
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from urllib.request import getproxies, proxy_bypass

from ..core.settings import SettingsError
from .check import external_urls
from .online.cache_file import Keeper
from .online.model import Result
from .online.page import can_be_judged
from .online.schedule import Schedule
from .online.transport.fetch import Fetcher
from .online.url_check import Policy, find
from .online.workers import Crew, Fetch
from .settings import Online, Settings, any_of
from .site import Site

Progress = Callable[[int, int], None]
"""Is told how many URLs have been asked, and of how many."""


def asked(site: Site, settings: Settings, online: Online, *, accept: bool = False) -> Site:
    """Return the site with what other sites answer; a terminal shows how far it is.

    Raises:
        SettingsError, OSError: As ``ask_others``.
        KeyboardInterrupt: After it was said that nothing is lost.
    """
    seen = sys.stderr.isatty() and not os.environ.get("CI")
    try:
        urls = external_urls(site, settings)
        answers = ask_others(urls, online, _say, _show if seen else lambda done, total: None, accept=accept)
    except KeyboardInterrupt:
        _say(f"interrupted; what was learnt is in {online.cache}" if online.cache else "interrupted")
        raise
    return replace(site, online=answers)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _show(done: int, total: int) -> None:
    line = f"{done} of {total} addresses asked" if done < total else ""
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def ask_others(
    urls: Mapping[str, Collection[str]],
    settings: Online,
    say: Callable[[str], None],
    progress: Progress = lambda done, total: None,
    *,
    accept: bool = False,
) -> dict[str, Result]:
    """Return what is known of each URL, after asking for those of which too little is.

    ``urls`` has, for each URL without its fragment, the fragments that are
    linked. With ``accept``, whatever is wrong now is accepted from now on.
    What was learnt is kept, even if it ends with Ctrl-C.

    Raises:
        SettingsError: For a proxy that cannot be used, or a file that is none.
        OSError: If the memory cannot be written.
    """
    fetch = fetcher(settings)
    keeper = Keeper(settings.cache, settings.days, say, time.time)
    wanted = {url: _judged(url, fragments, settings) for url, fragments in urls.items()}
    due = {url: fragments for url, fragments in wanted.items() if keeper.is_due(url, fragments)}
    with keeper:
        for number, (url, result) in enumerate(_answers(due, settings, fetch), 1):
            keeper.learn(url, result)
            progress(number, len(due))
        if accept:
            keeper.accept(urls)
    return keeper.told(urls, settings.fail_after)


def _judged(url: str, fragments: Collection[str], settings: Online) -> frozenset[str]:
    """Return the fragments that the author wants to be looked for, and that can be."""
    skipped = any_of(settings.skip_fragments).fullmatch
    return frozenset(name for name in fragments if can_be_judged(name) and not skipped(f"{url}#{name}"))


def _answers(
    due: Mapping[str, Collection[str]], settings: Online, fetch: Fetch
) -> Iterable[tuple[str, Result]]:
    policy = Policy(time.time, random.random, settings.accept)
    crew = Crew(fetch, Schedule(settings.per_host, settings.rate), time.monotonic, time.time)
    journeys = ((url, find(url, fragments, policy)) for url, fragments in due.items())
    return crew.ask_all(journeys, settings.connections)


def fetcher(settings: Online) -> Fetcher:
    """Return what asks one question, as the settings and the environment's proxies say.

    Raises:
        SettingsError: As ``ask_others``.
    """
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme in ("http", "https", "all")}
    for proxy in proxies.values():
        if not proxy.startswith("http://"):
            raise SettingsError(
                f"only proxies that begin with http:// can be used, not {proxy.partition(':')[0]}:"
            )
    return Fetcher(
        settings.timeout,
        settings.allow,
        settings.headers,
        _trust(settings),
        proxies=proxies,
        bypass=proxy_bypass,
    )


def _trust(settings: Online) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # as browsers: Python 3.13 wants more of old certificates
    try:
        if settings.certificates:
            context.load_verify_locations(settings.certificates)
    except OSError as error:  # ssl.SSLError is one
        why = "holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise SettingsError(f"LINK_CHECK_ONLINE['certificates']: {settings.certificates}: {why}") from None
    return context
