"""Measure the link check on a folder of written files: CPU, memory, and what it finds.

usage: python bench/links.py FOLDER [--site-url URL]

If ``FOLDER.truth.json`` stands beside the folder, what was found is compared
with it: ``{"siteurl", "faults": [{"kind", "severity", "page", "href", "line"?}]}``.
If ``lychee`` is on the PATH, it checks the same folder in the same run.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from link_check.check import check
from link_check.documents import offsets
from link_check.files import read_site, read_text
from link_check.model import Fault
from link_check.settings import Settings

SEVERITIES = {"error": "error", "advisory": "warning"}


def measure(folder: Path, url: str) -> list[Fault]:
    """Check the folder once, and print what it took."""
    start = time.process_time()
    site = read_site(str(folder), url)
    faults = list(check(site, Settings()))
    seconds = time.process_time() - start
    links = sum(len(document.links) for document in site.documents.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    print(
        f"{len(site.documents)} documents, {links} links: {seconds:.2f} CPU seconds, {peak:.0f} MiB at most"
    )
    print(
        ", ".join(f"{rule} {count}" for rule, count in Counter(fault.rule for fault in faults).most_common())
    )
    return faults


def compare(folder: Path, faults: list[Fault], truth: dict[str, Any]) -> None:
    """Print how much of what is known to be wrong was found, and what was found besides."""
    found: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.document, fault.link.href].append(fault)
    missed: Counter[str] = Counter()
    for known in truth["faults"]:
        there = found.get((known["page"], known["href"]), [])
        severity = SEVERITIES.get(known["severity"])
        if not any(
            severity in (None, fault.severity) and known.get("line", line) == line
            for fault in there
            for line in [line_of(folder, fault)]
        ):
            missed[known["kind"]] += 1
    kinds = {known["kind"] for known in truth["faults"]}
    expected = {(known["page"], known["href"]) for known in truth["faults"]}
    print(f"{len(kinds) - len(missed)} of {len(kinds)} kinds found, at their lines; missed: {dict(missed)}")
    print(f"{len(found.keys() - expected)} false alarms: {sorted(found.keys() - expected)[:10]}")


def line_of(folder: Path, fault: Fault) -> int:
    """Return the line of the document on which a fault stands."""
    text = read_text(str(folder), fault.document)
    offset = [offset for _, offset in offsets(fault.document, text)][fault.nth]
    return text.count("\n", 0, offset) + 1


def lychee(folder: Path, url: str) -> None:
    """Run lychee offline with all that it can check, and print what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    options = [
        "--offline",
        "--no-progress",
        "--include-fragments",
        "--include-mail",
        "--index-files",
        "index.html",
    ]
    remap = ["--remap", f"{url} file://{folder}"] if url else []
    command = ["lychee", *options, *remap, "--root-dir", str(folder), f"{folder}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"lychee: {seconds:.2f} CPU seconds")
    print((done.stdout.strip().splitlines() or [done.stderr.strip()])[-1])


def main() -> None:
    """Read the command line, measure, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--site-url", default="")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    known = folder.with_name(f"{folder.name}.truth.json")
    truth = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
    url = arguments.site_url or truth.get("siteurl", "")
    faults = measure(folder, url)
    if truth:
        compare(folder, faults, truth)
    if shutil.which("lychee"):
        lychee(folder, url)


if __name__ == "__main__":
    main()
