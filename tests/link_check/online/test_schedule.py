"""Limits for each host. The tests of ``Schedule`` have no clock; only ``Workers`` has threads."""

import socket
import threading
import time
from collections.abc import Callable

import pytest
from host import Host, response
from monologue.link_check.online.model import Failure, Request, Response, Result, Verdict
from monologue.link_check.online.schedule import MAX_FAILURES, Job, Schedule
from monologue.link_check.online.transport.fetch import Fetcher
from monologue.link_check.online.url_check import Policy, Steps, find
from monologue.link_check.online.workers import Workers

GOOD = Response(200)


def job(url: str, wait: float = 0.0) -> Job:
    return Job(url, iter(()), Request(url, wait=wait))  # type: ignore[arg-type]  # the steps are not run


def urls(schedule: Schedule, now: float) -> list[str]:
    """Take all jobs that are due."""
    return [taken[0].url for taken in iter(lambda: schedule.take(now), None)]


def schedule_of(*jobs: Job, per_host: int = 2, rate: float = 10.0) -> Schedule:
    schedule = Schedule(per_host, rate)
    for one in jobs:
        schedule.add(one, 0.0)
    return schedule


def test_the_request_rate_is_limited_for_each_host() -> None:
    schedule = schedule_of(*(job(f"http://a/{n}") for n in range(3)), job("http://b/"), per_host=9)
    assert urls(schedule, 0.0) == ["http://a/0", "http://b/"]
    assert schedule.seconds_to_next(0.04) == pytest.approx(0.06)
    assert urls(schedule, 0.1) == ["http://a/1"]
    assert urls(schedule, 0.15) == []
    assert urls(schedule, 0.2) == ["http://a/2"]


def test_simultaneous_requests_are_limited_for_each_host() -> None:
    jobs = [job(f"http://a/{n}") for n in range(4)]
    schedule = schedule_of(*jobs)
    assert urls(schedule, 0.0) + urls(schedule, 1.0) == ["http://a/0", "http://a/1"]
    assert urls(schedule, 2.0) == []
    assert schedule.seconds_to_next(2.0) is None
    schedule.done(jobs[0], GOOD, 0.0, 3.0)
    assert urls(schedule, 3.0) == ["http://a/2"]


def test_a_back_off_applies_to_all_requests_to_the_host() -> None:
    first, second = job("http://a/1"), job("http://a:8080/2")
    schedule = schedule_of(first, second)
    assert urls(schedule, 0.0) == ["http://a/1"]
    schedule.done(first, Response(429), 0.0, 0.0)
    schedule.add(job("http://a/1", wait=30.0), 0.0)
    assert urls(schedule, 29.0) == []
    assert urls(schedule, 30.0) + urls(schedule, 31.0) == ["http://a/1", "http://a:8080/2"]


def test_a_pause_asked_for_in_one_response_applies_to_all_requests() -> None:
    first = job("http://a/1")
    schedule = schedule_of(first, job("http://a/2"))
    assert urls(schedule, 0.0) == ["http://a/1"]
    schedule.done(first, Response(503), 20.0, 0.0)
    assert urls(schedule, 19.0) == []
    assert urls(schedule, 20.0) == ["http://a/2"]


@pytest.mark.parametrize("response", [Response(failure=Failure.TIMEOUT), Response(429), Response(500)])
def test_a_host_that_keeps_failing_gets_no_more_requests(response: Response) -> None:
    jobs = [job(f"http://a/{n}") for n in range(MAX_FAILURES + 3)]
    schedule = schedule_of(*jobs, per_host=1)
    for now in range(MAX_FAILURES):
        taken, closed = schedule.take(float(now))  # type: ignore[misc]
        assert not closed
        schedule.done(taken, response, 0.0, float(now))
    rest = list(iter(lambda: schedule.take(float(MAX_FAILURES)), None))
    assert [closed for _, closed in rest] == [True] * 3, "all at once: no more requests are sent"


def test_a_good_response_resets_the_failure_count() -> None:
    jobs = [job(f"http://a/{n}") for n in range(4 * MAX_FAILURES)]
    schedule = schedule_of(*jobs, per_host=1)
    for now in range(4 * MAX_FAILURES):
        taken, closed = schedule.take(float(now))  # type: ignore[misc]
        assert not closed
        schedule.done(taken, Response(500) if now % MAX_FAILURES else GOOD, 0.0, float(now))


def test_a_probe_is_sent_first_and_does_not_count_as_a_failure() -> None:
    probe = Job("https://a/", iter(()), Request("https://a/", probe=True))  # type: ignore[arg-type]
    schedule = schedule_of(job("http://a/1"), probe, per_host=1)
    for now in range(2 * MAX_FAILURES):
        taken, closed = schedule.take(float(now))  # type: ignore[misc]
        assert (taken, closed) == (probe, False)
        schedule.done(taken, Response(failure=Failure.TIMEOUT), 0.0, float(now))
        schedule.add(probe, float(now))


def test_a_host_that_asks_for_a_long_pause_gets_no_more_requests() -> None:
    first = job("http://a/1")
    schedule = schedule_of(first, job("http://a/2"))
    assert urls(schedule, 0.0) == ["http://a/1"]
    schedule.done(first, Response(429), 3600.0, 0.0)
    taken, closed = schedule.take(0.1)  # type: ignore[misc]
    assert (taken.url, closed) == ("http://a/2", True)


def run(checks: dict[str, Steps[Result]], fetch: Callable[[Request], Response], size: int, **kwargs: float):
    schedule = Schedule(int(kwargs.get("per_host", 2)), kwargs.get("rate", 1000.0))
    workers = Workers(fetch, schedule, time.monotonic, time.time)
    return dict(workers.run_all(checks.items(), size))


POLICY = Policy(time.time, lambda: 0.5)


class Counting:
    """Wraps a fetch function and counts the simultaneous requests."""

    def __init__(self, fetch: Callable[[Request], Response]) -> None:
        self._fetch, self._lock = fetch, threading.Lock()
        self.current = self.most = 0

    def __call__(self, request: Request) -> Response:
        with self._lock:
            self.current += 1
            self.most = max(self.most, self.current)
        try:
            return self._fetch(request)
        finally:
            with self._lock:
                self.current -= 1


def test_a_real_host_never_has_more_than_two_connections(serve: Callable[..., Host]) -> None:
    def slow(line: socket.socket) -> None:
        time.sleep(0.02)
        line.sendall(response(200))

    host = serve({f"/{n}": slow for n in range(40)})
    checks = {host.url(f"/{n}"): find(host.url(f"/{n}"), (), POLICY) for n in range(40)}
    counting = Counting(Fetcher(10.0, ("127.0.0.1",)))
    results = run(checks, counting, 20)
    assert {result.verdict for result in results.values()} == {Verdict.OK}
    assert counting.most == 2
    assert sorted(host.requested) == sorted(f"HEAD /{n}" for n in range(40)), "each once"


def test_simultaneous_requests_are_limited_in_total() -> None:
    def slow(request: Request) -> Response:
        time.sleep(0.01)
        return GOOD

    counting = Counting(slow)
    urls_ = [f"http://host{n}/" for n in range(50)]
    results = run({url: find(url, (), POLICY) for url in urls_}, counting, 7)
    assert len(results) == 50
    assert counting.most <= 7


def test_a_paused_host_delays_no_other() -> None:
    """Twenty URLs of a host that asks for a pause do not occupy any of the four threads."""
    order = []

    def fetch(request: Request) -> Response:
        order.append(request.host)
        if request.host == "busy" and order.count("busy") == 1:
            return Response(429, {"retry-after": "0.5"})
        time.sleep(0.01)  # so that one thread cannot finish all other jobs first
        return GOOD

    checks = {url: find(url, (), POLICY) for url in [f"http://busy/{n}" for n in range(20)]}
    checks |= {url: find(url, (), POLICY) for url in [f"http://host{n}/" for n in range(30)]}
    results = run(checks, fetch, 4, per_host=1.0)
    assert {result.verdict for result in results.values()} == {Verdict.OK}
    first = order.index("busy")
    assert first < 4
    assert "busy" not in order[first + 1 : 31], "the others come first"


@pytest.mark.parametrize("where", ["client", "first step", "later step"])
def test_a_url_that_the_check_fails_on_is_reported_and_all_others_are_requested(where: str) -> None:
    def fetch(request: Request) -> Response:
        if where == "client" and request.url == "http://a/1":
            raise RuntimeError("a mistake")
        return GOOD

    def steps() -> Steps[Result]:
        if where == "later step":
            yield Request("http://a/1")
        raise RuntimeError("a mistake")

    checks = {f"http://a/{n}": find(f"http://a/{n}", (), POLICY) for n in range(9)}
    results = run(checks if where == "client" else {**checks, "http://a/1": steps()}, fetch, 3)
    failed = results.pop("http://a/1")
    assert (failed.verdict, failed.rule) == (Verdict.UNKNOWN, "check-failed")
    assert failed.said.startswith("the check failed on http://a/1: RuntimeError: a mistake (")
    assert {result.verdict for result in results.values()} == {Verdict.OK}


def test_a_memory_error_ends_the_run() -> None:
    def fetch(request: Request) -> Response:
        raise MemoryError

    with pytest.raises(MemoryError):
        run({"http://a/": find("http://a/", (), POLICY)}, fetch, 3)


def test_closing_the_iterator_stops_the_requests() -> None:
    requested = []

    def fetch(request: Request) -> Response:
        requested.append(request.url)
        time.sleep(0.01)
        return GOOD

    workers = Workers(fetch, Schedule(1, 1000.0), time.monotonic, time.time)
    results = workers.run_all(
        [(url, find(url, (), POLICY)) for url in (f"http://a/{n}" for n in range(99))], 2
    )
    next(results)
    results.close()
    time.sleep(0.05)
    assert len(requested) < 10
