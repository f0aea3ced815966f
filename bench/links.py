"""Compare link checkers on a folder of HTML: the faults they find, CPU time and memory.

    python bench/links.py [FOLDER] [--only ours,lychee]

Without ``FOLDER``, the site of this repository is built and checked.
If ``FOLDER.truth.json`` exists next to the folder, the findings are compared with it:
``{"siteurl", "faults": [{"id", "kind", "severity", "page", "href", "line"}]}``. The URL of each fault
contains ``zzf<id>x`` if possible; a finding that matches no fault is a false alarm.
lychee, linkchecker and linkinator are included if they are on the PATH. The last two crawl, so the
folder is served to them on loopback; the time of the server is not counted.
"""

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import sites

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
SEVERITIES = {"error": "error", "advisory": "warning"}
MARK = re.compile(r"zzf(\d+)x", re.IGNORECASE)


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


def score(
    reported: list[Reported], faults: list[dict[str, Any]]
) -> tuple[set[str], set[str], list[Reported]]:
    """Return the kinds whose faults were all reported, those reported correctly, and the false alarms.

    Correct means with the right severity and line, as far as the checker reports them.
    """
    by_id: dict[int, list[Reported]] = {}
    by_place: dict[tuple[str, str | int], list[Reported]] = {}
    for one in reported:
        for place in {one.href, one.line} - {0}:
            by_place.setdefault((one.page, place), []).append(one)
        if mark := MARK.search(unquote(one.href)):
            by_id.setdefault(int(mark[1]), []).append(one)
    missed, wrong, known = set(), set(), set()
    for fault in faults:
        places = [(fault["page"], fault["href"]), (fault["page"], fault.get("line", 0))]
        found = by_id.get(fault["id"], []) + [one for place in places for one in by_place.get(place, [])]
        known |= set(found)
        wanted = SEVERITIES.get(fault["severity"], "")
        right = (
            (one.severity in ("", wanted) or not wanted) and fault.get("line", one.line) in (0, one.line)
            for one in found
        )
        missed |= set() if found else {fault["kind"]}
        wrong |= set() if any(right) else {fault["kind"]}
    kinds = {fault["kind"] for fault in faults}
    return kinds - missed, kinds - wrong, [one for one in reported if one not in known]


def main() -> None:
    """Read the command line; measure, compare, and print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="default: the site of this repository")
    parser.add_argument("--site-url", default="")
    parser.add_argument("--only", default=",".join(CHECKERS), help="names of checkers, separated by commas")
    parser.add_argument("--false", action="store_true", help="print our false alarms and the kinds we miss")
    options = parser.parse_args()
    if options.folder:
        compare(options.folder.resolve(), options)
        return
    with tempfile.TemporaryDirectory() as root:
        sites.build(Path(root), "monologue", str(sites.ROOT / "theme"), "https://example.org")
        compare(Path(root) / "monologue", options)


def compare(folder: Path, options: argparse.Namespace) -> None:
    """Run each checker on a folder, and print a row for it."""
    known = folder.with_name(f"{folder.name}.truth.json")
    truth = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {"faults": []}
    kinds = {fault["kind"] for fault in truth["faults"]}
    print("| checker | kinds found | with the right severity and line | false alarms | CPU s | peak MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in options.only.split(","):
        if name != "ours" and not shutil.which(name):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            url = options.site_url or truth.get("siteurl", "")
            cost, reported = CHECKERS[name](folder, url, Path(scratch) / "output")
        found, right, false = score(reported, truth["faults"])
        correct = f"{len(right)} of {len(kinds)}" if any(one.line for one in reported) else ""
        row = f"{len(found)} of {len(kinds)} | {correct} | {len(false)} | {cost.cpu:.2f} | {cost.memory:.0f}"
        print(f"| {name} | {row} |", flush=True)
        if options.false:
            print(sorted(kinds - right), false[:10], file=sys.stderr)


if __name__ == "__main__":
    main()
