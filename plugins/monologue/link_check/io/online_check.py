"""The online check: read the cache, request the remaining URLs, and save the results."""

import os
import random
import ssl
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.request import getproxies, proxy_bypass

from ...core.settings import SettingsError
from ..online.model import Result
from ..online.page import can_be_judged
from ..online.schedule import Schedule
from ..online.settings import Online
from ..online.transport.fetch import Fetcher
from ..online.url_check import Policy, find
from ..online.workers import Fetch, Workers
from ..patterns import any_of
from .cache_file import Cache

Progress = Callable[[int, int], None]
"""Called with the number of checked URLs and their total."""


def results_of(
    urls: Mapping[str, Collection[str]], online: Online, *, accept: bool = False
) -> dict[str, Result]:
    """Return the result of each URL, as ``check_urls``; show the progress on a terminal.

    Raises:
        SettingsError, OSError: As ``check_urls``.
        KeyboardInterrupt: After a message that the results are saved.
    """
    seen = sys.stderr.isatty() and not os.environ.get("CI")
    progress = _show_progress if seen else lambda done, total: None
    try:
        return check_urls(urls, online, _print, progress, accept=accept)
    except KeyboardInterrupt:
        _print(f"interrupted; the results so far are in {online.cache}" if online.cache else "interrupted")
        raise


def _print(line: str) -> None:
    print(line, file=sys.stderr)


def _show_progress(done: int, total: int) -> None:
    line = f"{done} of {total} URLs checked" if done < total else ""
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def check_urls(
    urls: Mapping[str, Collection[str]],
    online: Online,
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
    fetch = fetcher(online)
    cache = Cache(online.cache, online.days, say, time.time)
    wanted = {url: _judged(url, fragments, online) for url, fragments in urls.items()}
    due = {url: fragments for url, fragments in wanted.items() if cache.is_due(url, fragments)}
    with cache:
        for number, (url, result) in enumerate(_results(due, online, fetch), 1):
            cache.add(url, result)
            progress(number, len(due))
        if accept:
            cache.accept(urls)
    return cache.results(urls, online.fail_after)


def _judged(url: str, fragments: Collection[str], online: Online) -> frozenset[str]:
    """Return the fragments that can be checked and are not skipped."""
    skipped = any_of(online.skip_fragments).fullmatch
    return frozenset(name for name in fragments if can_be_judged(name) and not skipped(f"{url}#{name}"))


def _results(
    due: Mapping[str, Collection[str]], online: Online, fetch: Fetch
) -> Iterable[tuple[str, Result]]:
    policy = Policy(time.time, random.random, online.accept)
    workers = Workers(fetch, Schedule(online.per_host, online.rate), time.monotonic, time.time)
    checks = ((url, find(url, fragments, policy)) for url, fragments in due.items())
    return workers.run_all(checks, online.connections)


def fetcher(online: Online) -> Fetcher:
    """Return the HTTP client for the settings and the proxies of the environment.

    Raises:
        SettingsError: As ``check_urls``.
    """
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme in ("http", "https", "all")}
    for proxy in proxies.values():
        if not proxy.startswith("http://"):
            raise SettingsError(f"the proxy must begin with http://, not {proxy.partition(':')[0]}:")
    return Fetcher(
        online.timeout,
        online.allow,
        online.headers,
        _trust(online),
        proxies=proxies,
        bypass=proxy_bypass,
    )


def _trust(online: Online) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.verify_flags &= (
        ~ssl.VERIFY_X509_STRICT
    )  # like browsers; Python 3.13 is stricter with old certificates
    try:
        if online.certificates:
            context.load_verify_locations(online.certificates)
    except OSError as error:  # ssl.SSLError is an OSError
        why = "the file contains no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise SettingsError(f"LINK_CHECK_ONLINE['certificates']: {online.certificates}: {why}") from None
    return context
