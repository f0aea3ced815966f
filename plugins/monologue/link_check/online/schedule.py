"""Decide which request is sent next. Each host has its own limits, so that no host delays another.

The time, in seconds of any monotonic clock, is an argument. No threads.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from .model import Failure, Request, Response, Result
from .url_check import Steps
from .waiting import LONGEST, is_temporary

MAX_FAILURES = 5
"""After this many failed requests in a row, no more requests are sent to a host."""


class Job(NamedTuple):
    """The check of a URL, and its next request."""

    url: str
    steps: Steps[Result]
    request: Request


@dataclass(slots=True)
class Host:
    """The pending requests to one host."""

    waiting: deque[Job] = field(default_factory=deque)
    in_flight: int = 0
    """The number of requests without a response yet."""
    free_at: float = 0.0
    """When the next request may be sent."""
    failed: int = 0
    """The number of failed requests in a row."""
    closed: bool = False
    queued: bool = False
    """Whether the host is in the queue."""


class Schedule:
    """Limits the requests to each host: ``per_host`` at once and ``rate`` per second."""

    def __init__(self, per_host: int, rate: float) -> None:
        self._per_host, self._gap = per_host, 1 / rate
        self._hosts: dict[str, Host] = {}
        self._queue: list[tuple[float, str]] = []

    def add(self, job: Job, now: float) -> None:
        """Add a job. If its request has to wait, so does its host, and this request is sent first.

        A probe is sent first as well, because its result can make other requests unnecessary.
        """
        host = self._hosts.setdefault(job.request.host, Host())
        if job.request.wait or job.request.probe:
            host.free_at = max(host.free_at, now + job.request.wait)
            host.waiting.appendleft(job)
        else:
            host.waiting.append(job)
        self._enqueue(job.request.host)

    def take(self, now: float) -> tuple[Job, bool] | None:
        """Return a job that is due, and whether its host is closed; None if no job is due."""
        while self._queue and self._queue[0][0] <= now:
            _, name = heappop(self._queue)
            host = self._hosts[name]
            host.queued = False
            if host.free_at > now and not host.closed:  # a pause began after the host was queued
                self._enqueue(name)
                continue
            host.in_flight += 1
            host.free_at = now + self._gap
            job = host.waiting.popleft()
            self._enqueue(name)
            return job, host.closed
        return None

    def done(self, job: Job, response: Response, pause: float, now: float) -> None:
        """Record a response; ``pause`` is the number of seconds that the host asks to wait."""
        host = self._hosts[job.request.host]
        host.in_flight -= 1
        failed = is_temporary(response) and response.failure is not Failure.CLOSED
        if not job.request.probe:
            host.failed = host.failed + 1 if failed else 0
        host.free_at = max(host.free_at, now + pause)
        if (host.failed >= MAX_FAILURES or pause > LONGEST) and not host.closed:
            host.closed = True
            self._queue = [entry for entry in self._queue if entry[1] != job.request.host]
            heapify(self._queue)
            host.queued = False
        self._enqueue(job.request.host)

    def seconds_to_next(self, now: float) -> float | None:
        """Return the seconds until the next job may be due; None if the queue is empty."""
        return max(self._queue[0][0] - now, 0.0) if self._queue else None

    def _enqueue(self, name: str) -> None:
        """Queue a host if it has a pending request that may be sent."""
        host = self._hosts[name]
        if host.waiting and not host.queued and (host.in_flight < self._per_host or host.closed):
            host.queued = True
            heappush(self._queue, (0.0 if host.closed else host.free_at, name))
