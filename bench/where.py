"""Measure where a build spends its time: CPU seconds in the functions of each plugin, in one process.

    python bench/where.py --articles 1000

Timing a function adds to its time, so only functions that are called at most a few
times per article are timed. Work that Pelican also does without the plugins
(converting Markdown) has its own row.
"""

import argparse
import functools
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import articles
from generators import PARTS, PLUGINS, ROOT

SPENT: Counter[str] = Counter()
"""CPU seconds by the name of the work."""
READER = "monologue.front_matter.adapter.reader"
FUNCTIONS = {
    "front_matter, whole": (READER, "MarkdownReader.read"),
    "… of which Markdown, Pelican's own work": (
        "monologue.front_matter.adapter.conversion",
        "Conversion.convert",
    ),
    "… reading the file": (READER, "read_text"),
    "… reading the YAML": (READER, "parse"),
    "… interpreting the fields": (READER, "interpret"),
    "… of which CommonMark": ("monologue.body.convert", "Converter.convert"),
    "front_matter, checking a content": ("monologue.front_matter.adapter.signals", "validate"),
    "front_matter, rewriting links": ("monologue.front_matter.adapter.signals", "link_all"),
    "date_labels": ("monologue.date_labels.adapter", "label_dates"),
    "link_check, whole": ("monologue.link_check.adapter.signals", "check_output"),
    "… reading the documents": ("monologue.link_check.adapter.signals", "written_site"),
    "… of which feeds and style sheets": ("monologue.link_check.extract.documents", "_plain_links"),
}


def timed(what: str, function: Any) -> Any:
    """Return a function that adds its CPU time to ``SPENT[what]``; an iterator is consumed first."""

    @functools.wraps(function)
    def run(*arguments: Any, **keywords: Any) -> Any:
        start = time.process_time()
        result = function(*arguments, **keywords)
        if hasattr(result, "__next__"):
            result = iter([*result])
        SPENT[what] += time.process_time() - start
        return result

    return run


def main() -> None:
    """Build once with timed functions, then print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "plugins"))
    start = time.process_time()
    pelican = import_module("pelican")
    import_module("pelican.generators")
    begun = time.process_time()
    for plugin in PLUGINS:
        import_module(f"{plugin}.adapter")
    SPENT["importing the plugins"] = time.process_time() - begun  # type: ignore[assignment]
    for what, (module, path) in FUNCTIONS.items():
        *owners, name = path.split(".")
        owner = functools.reduce(getattr, owners, import_module(module))
        setattr(owner, name, timed(what, getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        articles.write(site / "content", options.articles)
        settings = f"{PARTS}\nTHEME = 'simple'\nPLUGINS = {[*PLUGINS]!r}\n"
        (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
        conf, output = str(site / "pelicanconf.py"), str(site / "output")
        pelican.main([str(site / "content"), "-s", conf, "-o", output, "-q"])
    whole = time.process_time() - start
    print(f"{options.articles} articles, {whole:.1f} CPU seconds\n\n| what | s | share |\n|---|---:|---:|")
    for what in ("importing the plugins", *FUNCTIONS):
        print(f"| {what} | {SPENT[what]:.2f} | {SPENT[what] / whole:.1%} |")


if __name__ == "__main__":
    main()
