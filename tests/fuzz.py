"""Mutate texts and pages at random, build and check them, and stop at the first failure.

    python tests/fuzz.py --seconds 60 --seed 1

A failure is an exception, a hang, a Markdown file that is neither written nor in
the report, or a document that stops the link check. The inputs of the failed
round are kept in a folder, whose name is printed; the exit status is 1. The same
seed gives the same inputs.
"""

import argparse
import faulthandler
import io
import json
import logging
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

import pelican.log  # noqa: E402
from monologue.core.adapter.log import WATCH  # noqa: E402
from monologue.link_check.cli.command import run as link_check  # noqa: E402
from pelican import Pelican  # noqa: E402
from pelican.plugins import signals  # noqa: E402
from pelican.settings import read_settings  # noqa: E402

FILES = 40
"""The number of mutated texts in one build."""
CPU_SECONDS = 60
"""The limit of CPU seconds for a round. Most take about two, but Python-Markdown is quadratic in the number
of brackets."""
CASE = re.compile(r"^<<<< [^\n]+\n(.*?)^>>>>\n", re.M | re.S)
FRAGMENTS = [
    line.encode().decode("unicode_escape")
    for line in (ROOT / "tests/fuzz.txt").read_text(encoding="ascii").split("\n")[1:-1]
]
"""Pieces of syntax of some format."""

Mutation = Callable[[random.Random, str], str]


def somewhere(chance: random.Random, text: str) -> tuple[int, int]:
    """Return a short span of a text."""
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + int(chance.expovariate(0.1)))


def insert(chance: random.Random, text: str) -> str:
    """Insert a piece of syntax, sometimes many times."""
    start, _ = somewhere(chance, text)
    times = chance.choice((1, 1, 1, 1, 2, 300, 3000))
    return text[:start] + chance.choice(FRAGMENTS) * times + text[start:]


def delete(chance: random.Random, text: str) -> str:
    """Delete a span."""
    start, end = somewhere(chance, text)
    return text[:start] + text[end:]


def repeat(chance: random.Random, text: str) -> str:
    """Copy a span to another position."""
    start, end = somewhere(chance, text)
    at, _ = somewhere(chance, text)
    return text[:at] + text[start:end] * chance.choice((1, 2, 50)) + text[at:]


def scramble(chance: random.Random, text: str) -> str:
    """Replace a character with any other."""
    start, _ = somewhere(chance, text)
    code = chance.choice((chance.randrange(128), chance.randrange(0x300), chance.randrange(0xD800)))
    return text[:start] + chr(code) + text[start + 1 :]


def move_line(chance: random.Random, text: str) -> str:
    """Move a line."""
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return "\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (insert, insert, delete, repeat, scramble, move_line)


def mutated(chance: random.Random, seeds: list[str]) -> bytes:
    """Return a text with one to six mutations, sometimes half of another text, sometimes not UTF-8."""
    text = chance.choice(seeds)
    if chance.random() < 0.1:
        other = chance.choice(seeds)
        text = text[: somewhere(chance, text)[0]] + other[somewhere(chance, other)[0] :]
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(MUTATIONS)(chance, text)
    raw = bytearray(text.encode(errors="surrogatepass"))
    if raw and chance.random() < 0.05:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def texts() -> list[str]:
    """Return the sample texts, and the inputs of the front matter's cases."""
    folders = (ROOT / "tests/sample_site", ROOT / "tests/theme/sample")
    files = sorted(path for folder in folders for path in folder.rglob("*.md"))
    cases = sorted((ROOT / "tests/front_matter/cases").glob("*.txt"))
    found = [path.read_text(encoding="utf-8") for path in files]
    return found + [match for path in cases for match in CASE.findall(path.read_text(encoding="utf-8"))]


SETTINGS = f"""
SITENAME, SITEURL, TIMEZONE, LOCALE = "Fuzz", "https://example.org/lab", "Asia/Tokyo", ("C",)
PATH, OUTPUT_PATH, ARTICLE_PATHS, PAGE_PATHS = "content", "output", ["blog"], ["pages"]
SLUGIFY_SOURCE = "basename"
PLUGIN_PATHS, PLUGINS = [{str(ROOT / "plugins")!r}], ["monologue"]
THEME = {str(ROOT / "theme")!r}
FEED_ALL_ATOM = "feeds/all.xml"
REPORT = {{"json": "report.json"}}
DIRECT_TEMPLATES = ["index", "tags", "404", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
"""


@dataclass(frozen=True)
class Failure:
    """A failure, in words."""

    what: str


def built(folder: Path, chance: random.Random, seeds: list[str]) -> Failure | None:
    """Build a site of mutated texts; return the failure, if any."""
    for number in range(FILES):
        path = folder / f"content/{chance.choice(('blog', 'blog', 'pages'))}/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutated(chance, seeds))
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    kept: dict[str, Any] = {}

    def keep(content: Any) -> None:
        kept[Path(content.source_path).name] = content

    signals.content_object_init.connect(keep)
    try:
        Pelican(read_settings("pelicanconf.py")).run()
    finally:
        signals.content_object_init.disconnect(keep)
        WATCH.take()
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))["diagnostics"]
    for one in found:
        if one["rule"] in ("internal-error", "pelican-error"):
            return Failure(f"{one['path']}: {one['message']}")
    reported = {Path(one["path"]).name for one in found if one["severity"] == "error"}
    return next(lost(folder, reported, kept), None)


def lost(folder: Path, reported: set[str], kept: dict[str, Any]) -> Iterator[Failure]:
    """Yield a failure for each text that is neither written, nor in the report, nor marked to be skipped."""
    for path in sorted((folder / "content").rglob("*.md")):
        content = kept.get(path.name)
        if path.name in reported or (content is not None and content.status == "skip"):
            continue
        if content is None or not (folder / "output" / content.save_as).is_file():
            yield Failure(f"{path.relative_to(folder)} is neither written nor in the report")


def checked(folder: Path, chance: random.Random, pages: list[tuple[str, str]]) -> Failure | None:
    """Check a folder of mutated documents; return the failure, if any."""
    for number in range(FILES):
        name, text = chance.choice(pages)
        (folder / f"{number}{Path(name).suffix}").write_bytes(mutated(chance, [text]))
    output = io.StringIO()
    sys.stdout, before = output, sys.stdout
    output.reconfigure = lambda **_: None  # type: ignore[attr-defined]  # as sys.stdout has it
    try:
        status = link_check([str(folder), "--format", "json", "--fix"])
    finally:
        sys.stdout = before
    if status not in (0, 1):
        return Failure(f"link-check ended with status {status}")
    found = json.JSONDecoder().raw_decode(output.getvalue())[0]["diagnostics"]
    failed = (one for one in found if one["rule"] == "internal-error")
    return next((Failure(f"{one['path']}: {one['message']}") for one in failed), None)


def pages_of(folder: Path) -> list[tuple[str, str]]:
    """Return the name and text of the written files that can have links."""
    endings = {".html", ".xml", ".css", ".svg"}
    files = sorted(path for path in folder.rglob("*") if path.suffix in endings)
    return [(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in files]


def fuzz(seconds: float, seed: int) -> int:
    """Fuzz for a number of seconds; return the exit status."""
    chance, seeds, pages = random.Random(seed), texts(), pages_of(ROOT / "tests/theme") or [("a.html", "<a>")]
    rounds, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        os.chdir(folder)
        (folder / "checked").mkdir()
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        try:
            failure = built(folder, chance, seeds)
            pages = pages_of(folder / "output") or pages
            failure = failure or checked(folder / "checked", chance, pages)
        except (Exception, SystemExit):
            failure = Failure(traceback.format_exc())
        signal.setitimer(signal.ITIMER_PROF, 0)
        if failure:
            print(f"seed {seed}, round {rounds}, {folder}: {failure.what}")
            return 1
        os.chdir(ROOT)
        remove(folder)
        rounds += 1
    texts_tried = rounds * FILES
    print(f"seed {seed}: {texts_tried} texts built and {texts_tried} documents checked; no failures")
    return 0


def remove(folder: Path) -> None:
    """Remove a folder and its content."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pelican.log.console.quiet = True
    logging.basicConfig(level=logging.ERROR)
    # A round that hangs ends the process, after printing a traceback.
    faulthandler.register(signal.SIGPROF, file=os.fdopen(os.dup(2), "w"), chain=True)
    sys.__stderr__ = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.exit(fuzz(options.seconds, options.seed))
