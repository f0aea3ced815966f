"""Run programs, and measure the time and the memory of all their processes."""

import contextlib
import math
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HAS_PROC = sys.platform == "linux"
INTERVAL = 0.2
"""Seconds between two samples of memory: reading it slows the measured processes down."""


class Cost(NamedTuple):
    """The cost of one run of a program, with all its processes."""

    wall: float
    """Seconds from the start to the end."""
    cpu: float
    """Seconds of CPU time, user and system, of the process and of all children that were waited for."""
    largest: float
    """Peak memory in MB of the largest process."""
    total: float
    """Peak memory in MB of all processes together, sampled; shared memory counts once. NaN without /proc."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder until it ends.

    Raises:
        SystemExit: If it fails; the message contains what it printed.
    """
    printed = folder / "log.txt"
    with printed.open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        with sampled(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        text = printed.read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}\n{text[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, max(peaks, default=math.nan))


@contextlib.contextmanager
def sampled(process: int) -> Iterator[list[float]]:
    """During the block, append the memory of a process and its descendants, in MB, to the returned list."""
    peaks: list[float] = []
    ended = threading.Event()

    def sample() -> None:
        while HAS_PROC and not ended.wait(INTERVAL):
            peaks.append(memory(process, "Pss"))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield peaks
    finally:
        ended.set()
        thread.join()


def memory(process: int, *kinds: str) -> float:
    """Return the memory of a process and its descendants together, in MB.

    ``kinds`` are names in ``/proc/PID/smaps_rollup``: ``Pss`` (what only this process uses, and its share
    of the rest), or ``Private_Clean`` and ``Private_Dirty`` (what only this process uses).
    """
    pattern = re.compile(rf"^(?:{'|'.join(kinds)}): +(\d+)", re.MULTILINE)
    return sum(int(kib) for one in tree(process) for kib in pattern.findall(rollup(one))) / 1024


def rollup(process: int) -> str:
    """Return the sums of the memory maps of a process; empty if it has ended."""
    try:
        return Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return ""


def tree(process: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended
            after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
            children.setdefault(int(after_name.split()[1]), []).append(int(stat.parent.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found
