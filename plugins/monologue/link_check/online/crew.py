"""Ask many questions at once: threads take jobs from a schedule, and journeys go on with the answers."""

from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from threading import Condition, Thread

from ..guard import RULE as CHECK_FAILED
from ..guard import guarded
from ..model import Finding
from .journey import Steps
from .model import Answer, Failure, Question, Result, Verdict
from .schedule import Job, Schedule
from .waiting import pause_asked

Fetch = Callable[[Question], Answer]


class Crew:
    """So many threads, which end when they are stopped or the process ends."""

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

    def ask_all(
        self, journeys: Iterable[tuple[str, Steps[Result]]], size: int
    ) -> Iterator[tuple[str, Result]]:
        """Yield each URL with what was found out about it, as soon as it is known.

        ``size`` is how many questions are asked at once. When nobody asks for
        the rest, nothing more is asked.
        """
        begun = 0
        for url, steps in journeys:
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
        """Put the first question of a journey into the schedule."""

        def first() -> Job | Result:
            return Job(url, steps, next(steps))

        job = guarded(url, first, failed)
        if isinstance(job, Result):
            self._results.put((url, job))
        else:
            self._schedule.add(job, self._clock())

    def _go_on(self, job: Job, closed: bool) -> None:
        """Ask, send the journey its answer, and take in its next question or its result."""
        answer = Answer(failure=Failure.CLOSED)  # also where the check itself fails

        def step() -> Job | Result:
            nonlocal answer
            answer = answer if closed else self._fetch(job.question)
            try:
                return job._replace(question=job.steps.send(answer))
            except StopIteration as end:
                result: Result = end.value
                return result

        following = guarded(job.url, step, failed)
        if isinstance(following, Result):
            self._results.put((job.url, following))
        with self._changed:
            self._schedule.done(job, answer, pause_asked(answer, self._now()), self._clock())
            if isinstance(following, Job):
                self._schedule.add(following, self._clock())
            self._changed.notify(2)  # for the host, and for the host of the next question


def failed(why: Finding) -> Result:
    """Return the result of a URL at which the check itself failed."""
    return Result(Verdict.UNKNOWN, CHECK_FAILED, why.message, why.hint)
