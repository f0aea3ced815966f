"""Measure where a build of this bundle spends its time: the share of each package, in one process.

    python bench/packages.py --articles 1000

The first profile is of a build without what former builds kept, the second of an unchanged site, the third
after an edit of one article. Time in Python's own functions counts for the package that called them.
A profiled build takes about twice as long, so only the shares have a meaning.
"""

import argparse
import pstats
import re
import sys
import sysconfig
import tempfile
from collections import defaultdict
from pathlib import Path

import articles
from generators import Generator, ours
from processes import run

Function = tuple[str, int, str]
"""A function in a profile: file, line and name."""
PYTHON = "Python"
"""The group of Python's own functions, if no package called them."""
LIBRARY = sysconfig.get_path("stdlib")
GROUPS = (
    (r".*/site-packages/([^/]+?)(?:\.py|/.*)$", ""),
    (r".*/plugins/(monologue)/([^/]+?)(?:\.py|/.*)$", "."),
    (r".*/theme/(templates)/.*", ""),
    (r"<(template)>", ""),
)
"""Patterns of file names, and what joins their groups to the name of a package."""


def package_of(function: Function) -> str:
    """Return the package of a function; that of Python's own functions is ``PYTHON``."""
    for pattern, joint in GROUPS:
        if found := re.match(pattern, function[0]):
            return joint.join(found.groups())
    return PYTHON


class Profile:
    """A profile of a program, and the packages that spent its time."""

    def __init__(self, path: Path) -> None:
        self.functions = pstats.Stats(str(path)).stats  # type: ignore[attr-defined]
        self.known: dict[Function, dict[str, float]] = {}

    def shares(self) -> dict[str, float]:
        """Return the share of each package in the time of the program; together they are 1."""
        spent: defaultdict[str, float] = defaultdict(float)
        for function, (_, _, own, _, _) in self.functions.items():
            for package, share in self.owners(function).items():
                spent[package] += own * share
        whole = sum(spent.values())
        return {package: seconds / whole for package, seconds in spent.items()}

    def owners(self, function: Function) -> dict[str, float]:
        """Return the packages that a function works for, and the share of each.

        The callers of one of Python's own functions share it in proportion to the time that it took for
        each of them.
        """
        if function in self.known:
            return self.known[function]
        package = package_of(function)
        self.known[function] = {package: 1.0}  # also the result for a function that calls itself
        callers = self.functions[function][4] if package == PYTHON and function in self.functions else {}
        whole = sum(times[3] for times in callers.values())
        if whole:
            found: defaultdict[str, float] = defaultdict(float)
            for caller, times in callers.items():
                for owner, share in self.owners(caller).items():
                    found[owner] += share * times[3] / whole
            self.known[function] = found
        return self.known[function]


def profiled(generator: Generator, site: Path) -> dict[str, float]:
    """Build a site in one process with a profiler, and return the share of each package."""
    generator.clean(site, stores=False)
    python, *arguments = generator.build
    run([python, "-m", "cProfile", "-o", "profile.out", *arguments], site, generator.environment)
    return Profile(site / "profile.out").shares()


def main() -> None:
    """Profile three builds, and print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--least", type=float, default=0.01, help="the smallest share that has a row")
    options = parser.parse_args()
    sys.setrecursionlimit(10_000)
    generator = ours(settings='BUILD_CACHE = {"processes": 1}\n')
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        generator.write(site, options.articles)
        shares = [profiled(generator, site), profiled(generator, site)]
        newest = generator.source(site, options.articles - 1)
        newest.write_text(articles.with_body(newest.read_text(encoding="utf-8"), "1"), encoding="utf-8")
        shares.append(profiled(generator, site))
    print(
        f"{options.articles:,} articles\n\n| package | full | unchanged | body edited |\n|---|---:|---:|---:|"
    )
    for package in sorted({*shares[0], *shares[1], *shares[2]}, key=lambda one: -shares[0].get(one, 0)):
        cells = [share.get(package, 0) for share in shares]
        if max(cells) >= options.least:
            print(f"| {package} | {' | '.join(f'{cell:.1%}' for cell in cells)} |")


if __name__ == "__main__":
    main()
