"""Measure the accuracy of reported places: generated sources with faults at known lines and columns.

    python bench/sources.py --sources 200 --seed 1

Each source is a random sequence of Markdown blocks from the test cases, in which ``¤`` marks each broken
link and is removed. There are also broken links in a template, a setting, a field, a shortcode and a
summary on another document. Pelican builds the site with all plugins and the settings of a
new site; the reported places are compared with the known ones.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/link_check/cases"
BETWEEN = "\n\nText between.\n\n"
SETTINGS = f"""import sys
sys.path[:0] = [{str(ROOT / "plugins")!r}]
from monologue.settings import *
SITEURL = "https://example.org"
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}, "."]
PLUGINS = ["monologue.front_matter", "monologue.date_labels", "monologue.link_check", "helper"]
THEME = {str(ROOT / "theme")!r}
THEME_TEMPLATES_OVERRIDES = ["templates"]
FEED_ALL_ATOM = "feeds/all.atom.xml"
SUMMARY_MAX_PARAGRAPHS = 1
REPORT = {{"json": "report.json"}}
MENUITEMS = [
    ("Blog", "/blog/"),
    ("Abuot", "/abuot/"),
]
"""
HELPER = '''"""A shortcode."""
import re

from pelican import signals


def shortcode(content):
    if getattr(content, "_content", None):
        made = r'<a href="/card-\\1/">card</a>'
        content._content = re.sub(r"\\[\\[card (\\d+)\\]\\]", made, content._content)


def register():
    signals.content_object_init.connect(shortcode)
'''
TEMPLATE = """{% extends "!theme/article.html" %}
{% block content_footer %}
<p><a href="{{ article.codeurl }}">code</a> <a href="/">home</a></p>
<p>
  <a href="{{ SITEURL }}/from-template/">x</a></p>{% endblock %}
"""

LISTING = """{% extends "!theme/index.html" %}
{% block intro %}{% for article in articles if "neighbour" in article.summary %}{{ article.summary }}
{% endfor %}{% endblock %}
"""


class Dialect(NamedTuple):
    """A configuration of Markdown: its extra settings, and the cases that it supports."""

    settings: str
    cases: tuple[str, ...]


DIALECTS = {
    "this site's settings": Dialect("", ("places.md", "places_here.md")),
    "Python-Markdown's own": Dialect(
        'MARKDOWN = {"extensions": ["extra", "sane_lists", "admonition", "codehilite", "toc"]}\n',
        ("places.md",),
    ),
}


class Known(NamedTuple):
    """A planted fault, and the place where it must be reported."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1; 0 if the URL is not in the author's files."""
    count: int = 1
    """The number of documents that show it."""


def blocks(name: str) -> list[str]:
    """Return the blocks of the cases that a dialect supports."""
    texts = ((CASES / case).read_text(encoding="utf-8") for case in DIALECTS[name].cases)
    bodies = (text.partition("\n\n")[2] for text in texts)  # without the front matter
    return [
        block.strip("\n") for text in bodies for block in re.split(r"\n\nText between\.\n+", text) if block
    ]


def known_places(path: str, marked: str) -> list[Known]:
    """Return the places of the marks, not counting the marks themselves."""
    return [
        Known(path, number, 0 if line.startswith("[[card", match.end()) else match.start() - nth + 1)
        for number, line in enumerate(marked.split("\n"), 1)
        for nth, match in enumerate(re.finditer("¤", line))
    ]


def source(number: int, rng: random.Random, body: list[str]) -> str:
    """Return a marked source: a field, a summary whose link is wrong in listings, blocks, a shortcode."""
    code = "¤https://code.exa mple.org/x" if number % 5 == 0 else "https://example.com/code"
    parts = (
        [f"A [neighbour](¤../post-{(number + 1) % 7:04d}/#top) of post {number}."] if number % 3 == 0 else []
    )
    parts += rng.sample(body, rng.randint(8, 20))
    if number % 4 == 0:
        parts.insert(rng.randrange(len(parts)) + 1, f"The ¤[[card {number}]] is made by a plugin.")
    text = BETWEEN.join(parts)
    if number % 2:  # broken URLs are shared by many sources, or unique to this one
        text = text.replace("/gone-", f"/gone-{number}-").replace("/same/", f"/same-{number}/")
    return f"---\ntitle: Post {number}\ndate: 2025-01-{number % 28 + 1:02d}\ncodeUrl: {code}\n---\n\n{text}\n"


def write(site: Path, count: int, seed: int, dialect: str) -> list[Known]:
    """Write a site, and return the faults of its sources."""
    rng, body, known = random.Random(seed), blocks(dialect), []
    for name, text in {
        "siteconf.py": SETTINGS + DIALECTS[dialect].settings,
        "helper.py": HELPER,
        "templates/article.html": TEMPLATE,
        "templates/index.html": LISTING,
    }.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (site / "content/blog").mkdir(parents=True)
    for number in range(count):
        path = f"content/blog/post-{number:04d}.md"
        marked = source(number, rng, body)
        known += known_places(path, marked)
        text = marked.replace("¤", "")
        ends, mark = ("\r\n" if number % 7 == 0 else "\n"), ("\ufeff" if number % 11 == 0 else "")
        (site / path).write_bytes((mark + text).replace("\n", ends).encode())
    return known


def shared(site: Path) -> list[Known]:
    """Return the faults of a setting and a template, with the built documents that show them."""
    texts = [path.read_text(encoding="utf-8") for path in (site / "output").rglob("*.html")]
    menu, footer = (
        Known(
            path,
            *next((n, line.index(href) + 1) for n, line in enumerate(text.split("\n"), 1) if href in line),
        )
        for path, text, href in (
            ("siteconf.py", SETTINGS, "/abuot/"),
            ("templates/article.html", TEMPLATE, "/from-template/"),
        )
    )
    return [
        menu._replace(count=sum("/abuot/" in text for text in texts)),
        footer._replace(count=sum("/from-template/" in text for text in texts)),
    ]


def report_of(site: Path) -> list[Known]:
    """Build the site and return the reported places."""
    command = [sys.executable, "-m", "pelican", "content", "-q", "-s", "siteconf.py"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    try:
        found = json.loads((site / "report.json").read_text(encoding="utf-8"))["diagnostics"]
    except FileNotFoundError:
        raise SystemExit(done.stderr) from None
    return [Known(one["path"], one["line"], one["column"], one["count"]) for one in found]


def compare(known: list[Known], found: list[Known]) -> dict[str, int]:
    """Return how many of the known faults are reported in the right file, line and column.

    A fault without an exact match counts as in the right line or file if an unmatched report is there.
    """
    right = Counter(known) & Counter(found)
    missed, extra = Counter(known) - right, Counter(found) - right
    lines = Counter(fault[:2] for fault in missed.elements()) & Counter(
        fault[:2] for fault in extra.elements()
    )
    files = Counter(fault[0] for fault in missed.elements()) & Counter(fault[0] for fault in extra.elements())
    return {
        "faults": len(known),
        "file": right.total() + files.total(),
        "line": right.total() + lines.total(),
        "column": right.total(),
        "false alarms": extra.total() - files.total(),
    }


def main() -> None:
    """Write, build and compare; print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("| Markdown | blocks | faults | right file | right line | right column | false alarms |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for dialect in DIALECTS:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder)
            known = write(site, options.sources, options.seed, dialect)
            found = report_of(site)
            score = compare(known + shared(site), found)
        shares = " | ".join(f"{score[name] / score['faults']:.2%}" for name in ("file", "line", "column"))
        print(
            f"| {dialect} | {len(blocks(dialect))} | {score['faults']} | {shares} | {score['false alarms']} |"
        )


if __name__ == "__main__":
    main()
