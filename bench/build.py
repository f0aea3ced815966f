"""Measure what the plugins and the theme add to a Pelican build: whole processes, in turn, medians.

    python bench/build.py --articles 1000 --rounds 5

Compare ratios; seconds can be compared only within one run.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import articles

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = f"""
SITENAME = "Bench"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ("C",)
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
MARKDOWN = {{
    "extensions": ["extra", "codehilite", "toc"],
    "extension_configs": {{"codehilite": {{"css_class": "highlight"}}}},
}}
"""
ALL = ["monologue.front_matter", "monologue.date_labels", "monologue.link_check"]
WITH_THEME = [*ALL[:2], "monologue.theme", *ALL[2:]]
THEME = str(ROOT / "theme")
VARIANTS = {
    "bare Pelican, simple": ("simple", []),
    "simple, front_matter": ("simple", ALL[:1]),
    "simple, date_labels": ("simple", ALL[1:2]),
    "simple, link_check": ("simple", ALL[2:]),
    "simple, all three": ("simple", ALL),
    "our theme": (THEME, WITH_THEME[2:3]),
    "our theme, all three": (THEME, WITH_THEME),
}


class Cost(NamedTuple):
    """The cost of one build: seconds of wall time and of CPU (user and system), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def build(site: Path, theme: str, plugins: list[str]) -> Cost:
    """Build the site once, in a new process, into an empty folder."""
    (site / "pelicanconf.py").write_text(
        f"{SETTINGS}\nTHEME = {theme!r}\nPLUGINS = {plugins!r}\n", encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "pelican", "content", "-q", "-o", output]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not any(Path(output).glob("**/post-00000*")):
            raise SystemExit(f"{theme} {plugins}: the build failed")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure, then print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    costs: dict[str, list[Cost]] = {name: [] for name in VARIANTS}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        articles.write(site / "content", options.articles)
        for _ in range(options.rounds):
            for name, (theme, plugins) in VARIANTS.items():
                costs[name].append(build(site, theme, plugins))
    base = {"simple": "bare Pelican, simple", THEME: "our theme"}
    print(f"{options.articles} articles, medians of {options.rounds} rounds\n")
    print("| build | wall s | CPU s | CPU ratio to its theme without plugins | peak MB |")
    print("|---|---:|---:|---:|---:|")
    for name, (theme, _) in VARIANTS.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*costs[name], strict=True))
        ratio = statistics.median(a.cpu / b.cpu for a, b in zip(costs[name], costs[base[theme]], strict=True))
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {ratio:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
