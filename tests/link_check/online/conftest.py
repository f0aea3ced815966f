"""Fixtures: a test host, and a client that checks one URL."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from host import Host, Reply
from monologue.link_check.online.model import Request, Result
from monologue.link_check.online.transport.fetch import Fetcher
from monologue.link_check.online.url_check import Policy, find

LOOPBACK = ("127.0.0.0/8", "::1")


@pytest.fixture
def serve() -> Iterator[Callable[..., Host]]:
    """Start a host, which stops at the end of the test."""
    sockets = []

    def start(
        pages: dict[str, Reply | list[Reply]], at: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> Host:
        family = socket.AF_INET6 if ":" in at else socket.AF_INET
        listening = socket.create_server((at, 0), family=family, backlog=200)
        sockets.append(listening)
        host = Host(pages, port=listening.getsockname()[1], scheme="https" if tls else "http", tls=tls)
        threading.Thread(target=host.serve, args=(listening,), daemon=True).start()
        return host

    yield start
    for listening in sockets:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@dataclass
class Checker:
    """Checks one URL without a schedule; pauses are recorded, not waited for."""

    fetch: Fetcher
    policy: Policy = field(default_factory=lambda: Policy(now=time.time, chance=lambda: 0.5))
    waits: list[float] = field(default_factory=list)

    def __call__(self, url: str, *fragments: str) -> Result:
        steps = find(url, fragments, self.policy)
        request: Request = next(steps)
        while True:
            try:
                self.waits += [request.wait] if request.wait else []
                request = steps.send(self.fetch(request))
            except StopIteration as end:
                return end.value

    def with_(self, **changes: object) -> "Checker":
        """Return a checker with a changed fetcher."""
        return Checker(replace(self.fetch, **changes), self.policy)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    """The trusted certificates of the system. Shared, because loading them is slow."""
    return ssl.create_default_context()


@pytest.fixture
def check_url(tls: ssl.SSLContext) -> Checker:
    return Checker(Fetcher(timeout=1.0, allowed=LOOPBACK, tls=tls))
