"""Measure the online check with local test hosts, and linkchecker (with defaults) if it is on the PATH.

usage: python bench/online.py [--hosts 200] [--each 8] [--latency 0.1]

Each host has its own IP address in 127.0.0.0/8 (Linux accepts connections to all of them)
and responds after ``latency`` seconds. Nothing is cached between runs.
"""

import argparse
import asyncio
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from monologue.link_check.io.online_check import check_urls
from monologue.link_check.online.model import Verdict
from monologue.link_check.online.settings import Online

PORT = 8931
BODY = b"<!doctype html><title>A page</title><p>Text.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(
    BODY
)


def serve(latency: float) -> None:
    """Respond to every request after ``latency`` seconds."""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(latency)
        writer.write(HEAD if request.startswith(b"HEAD") else HEAD + BODY)
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(respond, "0.0.0.0", PORT, backlog=1000)
        await server.serve_forever()

    asyncio.run(run())


def cpu(who: int) -> float:
    """Return the CPU seconds used so far."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def ours(urls: list[str]) -> tuple[float, float]:
    """Check every URL; return wall and CPU seconds."""
    settings = Online(cache="", allow=("127.0.0.0/8",))
    wall, before = time.perf_counter(), cpu(resource.RUSAGE_SELF)
    results = check_urls({url: [""] for url in urls}, settings, print)
    assert {result.verdict for result in results.values()} == {Verdict.OK}
    return time.perf_counter() - wall, cpu(resource.RUSAGE_SELF) - before


def linkchecker(urls: list[str]) -> tuple[float, float]:
    """Check every URL with linkchecker's defaults; return wall and CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # started as root, it switches to the user nobody
        page = Path(folder) / "index.html"
        page.write_text("".join(f'<a href="{url}">x</a>\n' for url in urls), encoding="utf-8")
        command = ["linkchecker", "--check-extern", "--no-status", "--recursion-level=1", str(page)]
        wall, before = time.perf_counter(), cpu(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - wall, cpu(resource.RUSAGE_CHILDREN) - before
    if f" {len(urls) + 1} links " not in done.stdout:
        raise SystemExit(f"linkchecker did not check every URL:\n{done.stdout[-500:]}{done.stderr[-500:]}")
    return seconds


def main() -> None:
    """Read the command line and measure both in turn."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--latency", type=float, default=0.1)
    options = parser.parse_args()
    urls = [
        f"http://127.1.{host // 250}.{host % 250 + 1}:{PORT}/{page}"
        for page in range(options.each)
        for host in range(options.hosts)
    ]
    server = multiprocessing.Process(target=serve, args=(options.latency,), daemon=True)
    server.start()
    time.sleep(1)
    runs = {"link_check": ours} | ({"linkchecker": linkchecker} if shutil.which("linkchecker") else {})
    for name, run in runs.items():
        wall, seconds = run(urls)
        print(
            f"{name}: {len(urls)} URLs of {options.hosts} hosts in {wall:.1f} s: "
            f"{len(urls) / wall:.0f} a second, {seconds:.2f} CPU seconds"
        )
    server.terminate()


if __name__ == "__main__":
    main()
