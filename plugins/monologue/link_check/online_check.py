"""The online check: read the cache, request the remaining URLs, and save the results."""

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
from .online.cache_file import Cache
from .online.model import Result
from .online.page import can_be_judged
from .online.schedule import Schedule
from .online.transport.fetch import Fetcher
from .online.url_check import Policy, find
from .online.workers import Fetch, Workers
from .settings import Online, Settings, any_of
from .site import Site

Progress = Callable[[int, int], None]
"""Called with the number of checked URLs and their total."""


def with_responses(site: Site, settings: Settings, online: Online, *, accept: bool = False) -> Site:
    """Return the site with the results of requests to other sites; show the progress on a terminal.

    Raises:
        SettingsError, OSError: As ``check_urls``.
        KeyboardInterrupt: After a message that the results are saved.
    """
    seen = sys.stderr.isatty() and not os.environ.get("CI")
    try:
        urls = external_urls(site, settings)
        results = check_urls(
            urls, online, _print, _show_progress if seen else lambda done, total: None, accept=accept
        )
    except KeyboardInterrupt:
        _print(f"interrupted; the results so far are in {online.cache}" if online.cache else "interrupted")
        raise
    return replace(site, online=results)


def _print(line: str) -> None:
    print(line, file=sys.stderr)


def _show_progress(done: int, total: int) -> None:
    line = f"{done} of {total} URLs checked" if done < total else ""
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def check_urls(
    urls: Mapping[str, Collection[str]],
    settings: Online,
    say: Callable[[str], None],
    progress: Progress = lambda done, total: None,
    *,
    accept: bool = False,
) -> dict[str, Result]:
    """Return the result of each URL; request those without a valid cache entry.

    ``urls`` has the linked fragments of each URL without its fragment. With
    ``accept``, all current faults are accepted. The results are saved even after Ctrl-C.

    Raises:
        SettingsError: For an unsupported proxy or an invalid certificate file.
        OSError: If the cache cannot be written.
    """
    fetch = fetcher(settings)
    cache = Cache(settings.cache, settings.days, say, time.time)
    wanted = {url: _judged(url, fragments, settings) for url, fragments in urls.items()}
    due = {url: fragments for url, fragments in wanted.items() if cache.is_due(url, fragments)}
    with cache:
        for number, (url, result) in enumerate(_results(due, settings, fetch), 1):
            cache.add(url, result)
            progress(number, len(due))
        if accept:
            cache.accept(urls)
    return cache.results(urls, settings.fail_after)


def _judged(url: str, fragments: Collection[str], settings: Online) -> frozenset[str]:
    """Return the fragments that can be checked and are not skipped."""
    skipped = any_of(settings.skip_fragments).fullmatch
    return frozenset(name for name in fragments if can_be_judged(name) and not skipped(f"{url}#{name}"))


def _results(
    due: Mapping[str, Collection[str]], settings: Online, fetch: Fetch
) -> Iterable[tuple[str, Result]]:
    policy = Policy(time.time, random.random, settings.accept)
    workers = Workers(fetch, Schedule(settings.per_host, settings.rate), time.monotonic, time.time)
    checks = ((url, find(url, fragments, policy)) for url, fragments in due.items())
    return workers.run_all(checks, settings.connections)


def fetcher(settings: Online) -> Fetcher:
    """Return the HTTP client for the settings and the proxies of the environment.

    Raises:
        SettingsError: As ``check_urls``.
    """
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme in ("http", "https", "all")}
    for proxy in proxies.values():
        if not proxy.startswith("http://"):
            raise SettingsError(f"the proxy must begin with http://, not {proxy.partition(':')[0]}:")
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
    context.verify_flags &= (
        ~ssl.VERIFY_X509_STRICT
    )  # like browsers; Python 3.13 is stricter with old certificates
    try:
        if settings.certificates:
            context.load_verify_locations(settings.certificates)
    except OSError as error:  # ssl.SSLError is an OSError
        why = "the file contains no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise SettingsError(f"LINK_CHECK_ONLINE['certificates']: {settings.certificates}: {why}") from None
    return context
