"""Measure servers for authors: the time from a saved file to the page with the new text, and their memory.

    python bench/serve.py --articles 1000 --saves 20

`invoke serve` and, if they are on the PATH, `hugo server`, `eleventy --serve --incremental` and `zensical
serve` run in turn. The newest article is saved with a new mark in its last paragraph; its page is requested
over one connection until it contains the mark. A save follows when the server has been idle for a second;
ours, when it has printed that a complete and checked build is served. Memory is read from /proc (Linux).
"""

import argparse
import http.client
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from statistics import median, quantiles

import articles
from generators import Generator, chosen, installed_peers, ours
from processes import memory

POLL = 0.01
"""Seconds between two requests."""
IDLE = 1.0
"""Seconds without a new build after which the next save follows."""
LIMIT = 1800
"""Seconds after which a page without the new text is an error."""


class Lines:
    """The lines that a server printed about its builds, with the time of each."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.served: list[float] = []
        """When each "Build N is served." or "Build N failed" was printed."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            if re.match(r"Build \d+ (is served|failed)", line):
                self.served.append(time.perf_counter())


@dataclass
class Times:
    """What was measured of one server."""

    first: list[float] = field(default_factory=list)
    """Seconds from the start of the server to the first page, once in each round."""
    answers: list[float] = field(default_factory=list)
    """Seconds from each save to the page with the new text."""
    checked: list[float] = field(default_factory=list)
    """Seconds from each save to the end of the build that follows it, if the server reports it."""
    memory: dict[int, tuple[float, float]] = field(default_factory=dict)
    """What ``memory_of`` returns, by the number of saves before."""


class Page:
    """A served page, requested over one connection as long as the server keeps it open."""

    def __init__(self, port: int, path: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        self.path = path

    def text(self) -> str:
        """Return the page; empty if there is none, or the server does not respond."""
        try:
            self.connection.request("GET", self.path)
            with self.connection.getresponse() as response:
                body = response.read().decode("utf-8", "replace")
                return body if response.status == http.HTTPStatus.OK else ""
        except (OSError, http.client.HTTPException):
            self.connection.close()  # the next request connects again
            return ""

    def wait(self, text: str, process: subprocess.Popen[str]) -> float:
        """Wait until the page contains a text, and return the time.

        Raises:
            SystemExit: If the server ends, or after ``LIMIT`` seconds.
        """
        end = time.perf_counter() + LIMIT
        while text not in self.text():
            if process.poll() is not None or time.perf_counter() > end:
                raise SystemExit(f"{process.args!r}: {self.path} does not contain {text!r}")
            time.sleep(POLL)
        return time.perf_counter()


@contextmanager
def started(generator: Generator, site: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run a server during the block."""
    command = [part.format(port=port) for part in generator.serve]
    with (site / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=site, env=generator.environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port that no program uses now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(generator: Generator, site: Path, count: int, saves: int, times: Times) -> None:
    """Start a server without what former runs kept, and save the newest article ``saves`` times."""
    generator.clean(site, stores=True)
    source, port = generator.source(site, count - 1), free_port()
    start = time.perf_counter()
    with started(generator, site, port) as process:
        lines, page = Lines(process), Page(port, f"/posts/{articles.name_of(count - 1)}/")
        times.first.append(page.wait("</html>", process) - start)
        wait_for_build(lines, start)
        times.memory[0] = memory_of(process.pid)
        for number in range(1, saves + 1):
            text = articles.with_body(source.read_text(encoding="utf-8"), f"{port}x{number}")
            saved = time.perf_counter()
            source.write_text(text, encoding="utf-8")
            times.answers.append(page.wait(f"Mark {port}x{number}.", process) - saved)
            times.checked += [built - saved for built in wait_for_build(lines, saved)]
            if number % max(saves // 10, 1) == 0:
                times.memory[number] = memory_of(process.pid)


def memory_of(process: int) -> tuple[float, float]:
    """Return the memory in MB that a process and its descendants share with no other process, and all theirs.

    Memory that two of them share counts in the second number only, once.
    """
    return memory(process, "Private_Clean", "Private_Dirty"), memory(process, "Pss")


def wait_for_build(lines: Lines, since: float) -> list[float]:
    """Wait until a server is idle; return when the first build since then ended, if it prints its builds."""
    while lines.served and lines.served[-1] < since and lines.process.poll() is None:
        time.sleep(POLL)
    built = [one for one in lines.served if one >= since][:1]
    count = -1
    while count != len(lines.served):
        count = len(lines.served)
        time.sleep(IDLE)
    return built


def print_tables(results: dict[str, Times], count: int) -> None:
    """Print the times and the memory of all servers."""
    print(f"{count:,} articles, {max(len(times.answers) for times in results.values())} saves\n")
    print("| server | first page s | save to answer s, median | 90% | save to checked build s, median |")
    print("|---|---:|---:|---:|---:|")
    for name, times in results.items():
        slow = quantiles(times.answers * 2, n=10, method="inclusive")[-1]  # it needs two values
        checked = f"{median(times.checked):.2f}" if times.checked else ""
        print(
            f"| {name} | {median(times.first):.1f} | {median(times.answers):.2f} | {slow:.2f} | {checked} |"
        )
    print("\nMemory of all processes, MB: private / with what they share\n")
    print(f"| saves | {' | '.join(results)} |\n|---:|{'---:|' * len(results)}")
    for saves in next(iter(results.values())).memory:
        cells = ("{:.0f} / {:.0f}".format(*times.memory[saves]) for times in results.values())
        print(f"| {saves} | {' | '.join(cells)} |")
    print(flush=True)


def main() -> None:
    """Measure, and print the tables in Markdown for each number of articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="the servers")
    options = parser.parse_args()
    servers = chosen([ours(), *installed_peers()], options.only)
    for count in options.articles:
        results = {server.name: Times() for server in servers}
        with tempfile.TemporaryDirectory() as folder:
            for server in servers:
                server.write(Path(folder) / server.name, count)
            for _ in range(options.rounds):
                for server in servers:
                    site = Path(folder) / server.name
                    measure(server, site, count, options.saves, results[server.name])
        print_tables(results, count)


if __name__ == "__main__":
    main()
