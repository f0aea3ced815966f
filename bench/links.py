"""Compare link checkers on a folder of HTML: the faults they find, CPU time and memory.

    python bench/links.py [FOLDER] [--only ours,lychee] [--pairs 9]

Without ``FOLDER``, the site of this repository is built and checked.
If ``FOLDER.truth.json`` exists next to the folder, the findings are compared with it:
``{"siteurl", "faults": [{"id", "kind", "severity", "page", "href", "line"}]}``. The URL of each fault
contains ``zzf<id>x`` if possible; a finding that matches no fault is a false alarm.
lychee, linkchecker and linkinator are included if they are on the PATH. With ``--pairs``, ours and lychee
run so many times more, in turn, and the ratios of their CPU times are printed.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

import sites
from checkers import CHECKERS, Checker, Cost, Reported, lychee, ours

SEVERITIES = {"error": "error", "advisory": "warning"}
MARK = re.compile(r"zzf(\d+)x", re.IGNORECASE)


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
    parser.add_argument(
        "--pairs", type=int, default=0, help="compare the CPU time of ours and lychee so often"
    )
    parser.add_argument("--false", action="store_true", help="print our false alarms and the kinds we miss")
    options = parser.parse_args()
    if options.folder:
        compare(options.folder.resolve(), options)
        return
    with tempfile.TemporaryDirectory() as root:
        sites.build(Path(root), "monologue", str(sites.ROOT / "theme"), "https://example.org")
        compare(Path(root) / "monologue", options)


def compare(folder: Path, options: argparse.Namespace) -> None:
    """Run each checker on a folder, and print a row for it; then the pairs."""
    known = folder.with_name(f"{folder.name}.truth.json")
    truth = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {"faults": []}
    kinds = {fault["kind"] for fault in truth["faults"]}
    url = options.site_url or truth.get("siteurl", "")
    print("| checker | kinds found | with the right severity and line | false alarms | CPU s | peak MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in options.only.split(","):
        if name != "ours" and not shutil.which(name):
            continue
        cost, reported = checked(CHECKERS[name], folder, url)
        found, right, false = score(reported, truth["faults"])
        correct = f"{len(right)} of {len(kinds)}" if any(one.line for one in reported) else ""
        row = f"{len(found)} of {len(kinds)} | {correct} | {len(false)} | {cost.cpu:.2f} | {cost.memory:.0f}"
        print(f"| {name} | {row} |", flush=True)
        if options.false:
            print(sorted(kinds - right), false[:10], file=sys.stderr)
    if options.pairs and shutil.which("lychee"):
        print_pairs(folder, url, options.pairs)


def checked(checker: Checker, folder: Path, url: str) -> tuple[Cost, list[Reported]]:
    """Run a checker on a folder; return its cost and what it reported."""
    with tempfile.TemporaryDirectory() as scratch:
        return checker(folder, url, Path(scratch) / "output")


def print_pairs(folder: Path, url: str, pairs: int) -> None:
    """Run our checker and lychee in turn, and print the ratios of their CPU times."""
    costs = [[checked(checker, folder, url)[0].cpu for checker in (ours, lychee)] for _ in range(pairs)]
    own, other = (median(column) for column in zip(*costs, strict=True))
    ratios = [a / b for a, b in costs]
    print(
        f"\nCPU time, ours / lychee, {pairs} pairs: median {median(ratios):.2f},"
        f" {min(ratios):.2f} to {max(ratios):.2f} ({own:.2f} s / {other:.2f} s)"
    )


if __name__ == "__main__":
    main()
