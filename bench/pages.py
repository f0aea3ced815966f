"""Measure how a browser loads the same content in our theme and in others, in turn in one run.

    pip install --target peers --no-deps pelican-theme-reflex pelican-engineering-theme
    npm install --prefix tests --no-package-lock
    python bench/pages.py --rounds 7 --theme reflex=peers/pelican/themes/reflex \\
        --theme engineering=peers/pelican_engineering_theme/theme

The two commands before are needed only for the other themes and for axe and Lighthouse. The sites
are served from this machine with gzip. Requests to other hosts are counted and blocked, so their cost
is not in the other columns. Milliseconds can be compared only within one run.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser import CHROMIUM, FLAGS
from lighthouse import ALONE, judge, marks, served
from sites import PAGES, ROOT, build

THEMES = {"simple": "simple", "notmyidea": "notmyidea"}
MODULES = ROOT / "tests" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
"""The screen that Lighthouse emulates for a phone."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

OBSERVE = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
const watch = (type, add) => new PerformanceObserver(list => list.getEntries().forEach(add))
  .observe({type, buffered: true});
watch("largest-contentful-paint", entry => seen.lcp = entry.startTime);
watch("layout-shift", entry => seen.cls += entry.hadRecentInput ? 0 : entry.value);
watch("longtask", entry => seen.tbt += Math.max(0, entry.duration - 50));
"""
LOADED = """
() => {
  const own = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(entry => entry.name.startsWith(location.origin));
  return {...seen, requests: own.length, bytes: own.reduce((sum, entry) => sum + entry.encodedBodySize, 0)};
}
"""


HEAD = """
| {title} | requests, own + other | bytes | LCP ms | CLS | TBT ms | CPU ms | axe light / dark | Lighthouse |
|---|---:|---:|---:|---:|---:|---:|---:|---|"""


class Visit(NamedTuple):
    """The cost of one visit."""

    requests: int
    others: int
    """Requests to other hosts."""
    bytes: int
    """The size of all response bodies from the own host, as transferred."""
    lcp: float
    """Largest contentful paint, in milliseconds."""
    cls: float
    """Cumulative layout shift."""
    tbt: float
    """Total blocking time: the time of each task beyond 50 ms, summed, in milliseconds."""
    cpu: float
    """The main thread's CPU time until 500 ms after the load, in milliseconds."""


@contextmanager
def opened(browser: Browser, scheme: str = "light") -> Iterator[Page]:
    """Yield an empty page in a new browser context."""
    context = browser.new_context(color_scheme=scheme, **PHONE)
    yield context.new_page()
    context.close()


def cpu_ms(devtools: CDPSession) -> float:
    """Return the CPU time of the main thread so far, in milliseconds."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration") * 1000


def visit(browser: Browser, url: str) -> Visit:
    """Load a document once, with empty caches."""
    with opened(browser) as page:
        page.goto(urljoin(url, "/blank.html"))  # so that the start of the process is not counted
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        others: list[str] = []
        page.on("request", lambda request: others.append(request.url))
        page.add_init_script(OBSERVE)
        before = cpu_ms(devtools)
        page.goto(url, wait_until="load")
        page.wait_for_timeout(500)
        cpu = cpu_ms(devtools) - before
        seen: dict[str, Any] = page.evaluate(LOADED)
    elsewhere = sum(not other.startswith((urljoin(url, "/"), "data:")) for other in others)
    return Visit(seen["requests"], elsewhere, seen["bytes"], seen["lcp"], seen["cls"], seen["tbt"], cpu)


def axe(browser: Browser, url: str, scheme: str) -> str:
    """Return the number of elements that violate a rule of axe-core."""
    if not AXE.exists():
        return "-"
    with opened(browser, scheme) as page:
        page.goto(url)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return str(page.evaluate("axe.run().then(r => r.violations.flatMap(rule => rule.nodes).length)"))


def lighthouse(url: str) -> str:
    """Return Lighthouse's four scores for a phone, from 0 to 100."""
    if not LIGHTHOUSE.exists():
        return "-"
    found = marks(judge(LIGHTHOUSE, url, CATEGORIES))
    return " / ".join(str(found[category]) for category in CATEGORIES)


def row(browser: Browser, name: str, url: str, visits: list[Visit]) -> str:
    """Return one row of the table: medians of the visits, then the results of axe and Lighthouse."""
    requests, others, size, lcp, cls, tbt, cpu = map(statistics.median, zip(*visits, strict=True))
    found = " / ".join(axe(browser, url, scheme) for scheme in ("light", "dark"))
    return (
        f"| {name} | {requests:.0f} + {others:.0f} | {size:,.0f} | {lcp:.0f} | {cls:.3f} | {tbt:.0f} "
        f"| {cpu:.0f} | {found} | {lighthouse(url)} |"
    )


def main() -> None:
    """Build, measure in turns, then print a table in Markdown for each page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--theme", action="append", default=[], help="NAME=FOLDER, once or more")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    given = dict(theme.split("=", 1) for theme in options.theme)
    themes = {
        "monologue": str(ROOT / "theme"),
        **THEMES,
        **{name: str(Path(folder).absolute()) for name, folder in given.items()},
    }
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as origin, sync_playwright() as driver:
        (Path(folder) / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
        for name, theme in themes.items():
            build(Path(folder), name, theme, f"{origin}/{name}")
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ALONE])
        for title, path in PAGES.items():
            urls = {name: f"{origin}/{name}/{path}" for name in themes}
            visits: dict[str, list[Visit]] = {name: [] for name in themes}
            for _ in range(options.rounds):
                for name, url in urls.items():
                    visits[name].append(visit(browser, url))
            print(HEAD.format(title=title))
            for name, url in urls.items():
                print(row(browser, name, url, visits[name]), flush=True)


if __name__ == "__main__":
    main()
