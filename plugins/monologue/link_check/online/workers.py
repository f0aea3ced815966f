"""Send requests in parallel: worker threads take jobs from a schedule and send each response to its check."""

from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from threading import Condition, Thread

from ..guard import RULE as CHECK_FAILED
from ..guard import guarded
from ..model import Finding
from .model import Failure, Request, Response, Result, Verdict
from .schedule import Job, Schedule
from .url_check import Steps
from .waiting import requested_pause

Fetch = Callable[[Request], Response]


class Workers:
    """A fixed pool of daemon threads."""

    def __init__(
        self,
        fetch: Fetch,
        schedule: Schedule,
        clock: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        self._fetch, self._schedule, self._clock, self._now = fetch, schedule, clock, now
        self._changed = Condition()
        self._stopped = False
        self._results: SimpleQueue[tuple[str, Result] | Exception] = SimpleQueue()

    def run_all(self, checks: Iterable[tuple[str, Steps[Result]]], size: int) -> Iterator[tuple[str, Result]]:
        """Yield each URL with its result, as soon as it is known.

        ``size`` is the number of threads. Closing the iterator stops all further requests.
        """
        begun = 0
        for url, steps in checks:
            self._begin(url, steps)
            begun += 1
        for _ in range(min(size, begun)):
            Thread(target=self._work, daemon=True).start()
        try:
            for _ in range(begun):
                result = self._results.get()
                if isinstance(result, Exception):
                    raise result
                yield result
        finally:
            with self._changed:
                self._stopped = True
                self._changed.notify_all()

    def _work(self) -> None:
        try:
            while taken := self._take():
                self._go_on(*taken)
        except Exception as error:
            self._results.put(error)

    def _take(self) -> tuple[Job, bool] | None:
        with self._changed:
            while not self._stopped:
                if taken := self._schedule.take(self._clock()):
                    return taken
                self._changed.wait(self._schedule.seconds_to_next(self._clock()))
        return None

    def _begin(self, url: str, steps: Steps[Result]) -> None:
        """Schedule the first request of a check."""

        def first() -> Job | Result:
            return Job(url, steps, next(steps))

        job = guarded(url, first, failed)
        if isinstance(job, Result):
            self._results.put((url, job))
        else:
            self._schedule.add(job, self._clock())

    def _go_on(self, job: Job, closed: bool) -> None:
        """Send a request, pass the response to its check, and schedule the next request or add the result."""
        response = Response(failure=Failure.CLOSED)  # also if the check itself fails

        def step() -> Job | Result:
            nonlocal response
            response = response if closed else self._fetch(job.request)
            try:
                return job._replace(request=job.steps.send(response))
            except StopIteration as end:
                result: Result = end.value
                return result

        following = guarded(job.url, step, failed)
        if isinstance(following, Result):
            self._results.put((job.url, following))
        with self._changed:
            self._schedule.done(job, response, requested_pause(response, self._now()), self._clock())
            if isinstance(following, Job):
                self._schedule.add(following, self._clock())
            self._changed.notify(2)  # this host and the host of the next request may have work


def failed(why: Finding) -> Result:
    """Return the result of a URL on which the check itself failed."""
    return Result(Verdict.UNKNOWN, CHECK_FAILED, why.message, why.hint)
