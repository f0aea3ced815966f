"""Which question is asked next: each host in its own time, so that none waits for another.

The time, in seconds of any steady clock, is an argument. No threads in here.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from .model import Answer, Failure, Question, Result
from .url_check import Steps
from .waiting import LONGEST, is_passing

PATIENCE = 5
"""After so many questions in a row without a good answer, a host is asked nothing more."""


class Job(NamedTuple):
    """A journey, and the question that it waits for."""

    url: str
    steps: Steps[Result]
    question: Question


@dataclass(slots=True)
class Host:
    """What is to be asked of one host."""

    waiting: deque[Job] = field(default_factory=deque)
    asking: int = 0
    """Questions that have no answer yet."""
    free_at: float = 0.0
    """When the next one may be asked."""
    failed: int = 0
    """Questions in a row without a good answer."""
    closed: bool = False
    queued: bool = False
    """Whether it stands in the schedule's queue."""


class Schedule:
    """Asks no host more than ``per_host`` questions at once, and ``rate`` each second."""

    def __init__(self, per_host: int, rate: float) -> None:
        self._per_host, self._gap = per_host, 1 / rate
        self._hosts: dict[str, Host] = {}
        self._queue: list[tuple[float, str]] = []

    def add(self, job: Job, now: float) -> None:
        """Take a job in. One that waits makes its whole host wait; it is the first to go on.

        So is a trial: what it finds out spares the host others.
        """
        host = self._hosts.setdefault(job.question.host, Host())
        if job.question.wait or job.question.trial:
            host.free_at = max(host.free_at, now + job.question.wait)
            host.waiting.appendleft(job)
        else:
            host.waiting.append(job)
        self._line_up(job.question.host)

    def take(self, now: float) -> tuple[Job, bool] | None:
        """Return a job whose time has come, and whether its host is closed; None if there is none."""
        while self._queue and self._queue[0][0] <= now:
            _, name = heappop(self._queue)
            host = self._hosts[name]
            host.queued = False
            if host.free_at > now and not host.closed:  # it was told to wait since it was lined up
                self._line_up(name)
                continue
            host.asking += 1
            host.free_at = now + self._gap
            job = host.waiting.popleft()
            self._line_up(name)
            return job, host.closed
        return None

    def done(self, job: Job, answer: Answer, pause: float, now: float) -> None:
        """Note an answer; ``pause`` is the seconds for which the host wants not to be asked."""
        host = self._hosts[job.question.host]
        host.asking -= 1
        failed = is_passing(answer) and answer.failure is not Failure.CLOSED
        if not job.question.trial:
            host.failed = host.failed + 1 if failed else 0
        host.free_at = max(host.free_at, now + pause)
        if (host.failed >= PATIENCE or pause > LONGEST) and not host.closed:
            host.closed = True
            self._queue = [entry for entry in self._queue if entry[1] != job.question.host]
            heapify(self._queue)
            host.queued = False
        self._line_up(job.question.host)

    def seconds_to_next(self, now: float) -> float | None:
        """Return after how many seconds there may be a job; None if there will be none by waiting."""
        return max(self._queue[0][0] - now, 0.0) if self._queue else None

    def _line_up(self, name: str) -> None:
        """Put a host into the queue, if it has something to ask and may ask it."""
        host = self._hosts[name]
        if host.waiting and not host.queued and (host.asking < self._per_host or host.closed):
            host.queued = True
            heappush(self._queue, (0.0 if host.closed else host.free_at, name))
