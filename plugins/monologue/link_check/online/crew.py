"""Ask many questions at once: threads take jobs from a schedule, and journeys go on with the answers."""

from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from threading import Condition, Thread

from .journey import Steps
from .model import Answer, Failure, Question, Result
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
        jobs = [Job(url, steps, next(steps)) for url, steps in journeys]
        for job in jobs:
            self._schedule.add(job, self._clock())
        for _ in range(min(size, len(jobs))):
            Thread(target=self._work, daemon=True).start()
        try:
            for _ in jobs:
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
                job, closed = taken
                answer = Answer(failure=Failure.CLOSED) if closed else self._fetch(job.question)
                self._go_on(job, answer)
        except Exception as error:
            self._results.put(error)

    def _take(self) -> tuple[Job, bool] | None:
        with self._changed:
            while not self._stopped:
                if taken := self._schedule.take(self._clock()):
                    return taken
                self._changed.wait(self._schedule.seconds_to_next(self._clock()))
        return None

    def _go_on(self, job: Job, answer: Answer) -> None:
        """Send a journey its answer, and take in its next question or its result."""
        try:
            following = job._replace(question=job.steps.send(answer))
        except StopIteration as end:
            following = None
            self._results.put((job.url, end.value))
        with self._changed:
            self._schedule.done(job, answer, pause_asked(answer, self._now()), self._clock())
            if following:
                self._schedule.add(following, self._clock())
            self._changed.notify(2)  # for the host, and for the host of the next question
