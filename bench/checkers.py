"""Link checkers for ``links.py``: each checks a folder of HTML, and returns its cost and its findings.

linkchecker and linkinator crawl, so the folder is served to them on this machine; the time of the server
is not counted.
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"


class Reported(NamedTuple):
    """A fault reported by a checker; severity and line are ``""`` and 0 if unknown."""

    page: str
    """Relative to the folder, if the checker reports it."""
    href: str
    severity: str = ""
    line: int = 0


class Cost(NamedTuple):
    """The cost of one run: CPU seconds (user and system) and peak memory in MiB."""

    cpu: float
    memory: float


def run(command: list[str], output: Path) -> Cost:
    """Run a command and write its output to a file; its exit status is ignored."""
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


Checker = Callable[[Path, str, Path], tuple[Cost, list[Reported]]]
"""Checks a folder (first argument) of the site at a URL (second); the third is a file for its output."""


def ours(folder: Path, url: str, output: Path) -> tuple[Cost, list[Reported]]:
    """Run the command of this repository."""
    site = ["--site-url", url] if url else []
    cost = run([sys.executable, "-m", "monologue.link_check", str(folder), "--format", "json", *site], output)
    found = json.loads(output.read_text(encoding="utf-8"))["diagnostics"]
    return cost, [Reported(one["document"], one["href"], one["severity"], one["line"]) for one in found]


def lychee(folder: Path, url: str, output: Path) -> tuple[Cost, list[Reported]]:
    """Run lychee offline, with all other checks enabled."""
    checks = ["--offline", "--include-fragments", "--include-mail", "--index-files", "index.html"]
    where = ["--root-dir", str(folder), *(["--remap", f"{url} file://{folder}"] if url else [])]
    command = ["lychee", "--no-progress", "--format", "json", *checks, *where, f"{folder}/**/*.html"]
    cost = run(command, output)
    errors = json.loads(output.read_text(encoding="utf-8"))["error_map"]
    pages = {page: str(Path(page).relative_to(folder)) for page in errors}
    return cost, [
        Reported(pages[page], one["url"], line=(one.get("span") or {}).get("line", 0))
        for page, found in errors.items()
        for one in found
    ]


def linkchecker(folder: Path, url: str, output: Path) -> tuple[Cost, list[Reported]]:
    """Run linkchecker on the served folder, without requests to other sites."""
    configuration = output.with_suffix(".rc")
    configuration.write_text(
        "[AnchorCheck]\n[filtering]\ncheckextern=0\n[output]\nstatus=0\n", encoding="utf-8"
    )
    with served(folder) as origin:
        cost = run(["linkchecker", "-f", str(configuration), "-o", "csv", origin], output)
    lines = [line for line in output.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter=";")
    return cost, [
        Reported(page_of(row["parentname"] or ""), row["urlname"] or "") for row in rows if row["urlname"]
    ]


def linkinator(folder: Path, url: str, output: Path) -> tuple[Cost, list[Reported]]:
    """Run linkinator on the served folder, without requests to other sites."""
    with served(folder) as origin:
        checks = ["--recurse", "--check-fragments", "--check-css", "--skip", f"^(?!{origin})"]
        cost = run(["linkinator", origin, *checks, "--format", "json"], output)
    text = output.read_text(encoding="utf-8")
    links = json.loads(text[text.index("{") :])["links"]
    return cost, [
        Reported(page_of(one.get("parent", "")), one["url"]) for one in links if one["state"] == "BROKEN"
    ]


CHECKERS: dict[str, Checker] = {
    "ours": ours,
    "lychee": lychee,
    "linkchecker": linkchecker,
    "linkinator": linkinator,
}


class Server(ThreadingHTTPServer):
    """Accepts as many simultaneous connections as a crawler opens."""

    request_queue_size = 1024

    def handle_error(self, *_: Any) -> None:
        """Ignore errors: crawlers close connections early."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without logging."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, until the end of the block."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def page_of(url: str) -> str:
    """Return the file that was served at a URL."""
    path = unquote(urlsplit(url).path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
