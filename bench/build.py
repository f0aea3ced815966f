"""Measure builds of bare Pelican, this bundle, and other generators: whole processes, in turn.

    python bench/build.py --articles 1000 5000 --rounds 3

Hugo, Eleventy and Zensical take part if they are on the PATH. Every build writes into an empty folder. The
first one of each generator starts without what former builds kept; the others follow an edit of the newest
article. Ratios are to the first build of bare Pelican in the same round, and growth is that of the CPU time
from the smaller number of articles. Seconds can be compared only within one run.

With `--plugins`, what each part of this bundle adds to a build is measured instead: ratios are to the theme
`simple`, and those of our theme with plugins to our theme.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from math import isnan
from pathlib import Path
from statistics import median

import articles
from generators import Generator, bare, chosen, installed_peers, ours, parts
from processes import Cost, run

FULL = "full"
EDITS: dict[str, Callable[[str, str], str] | None] = {
    "unchanged": None,
    "body edited": articles.with_body,
    "title edited": articles.with_title,
    "article added": articles.with_body,
}
"""What precedes a build, and how it changes the source of an article to contain a mark."""
Costs = dict[tuple[str, str, int], list[Cost]]
"""The cost in each round, by the name of the generator, what preceded the build, and the articles."""
HEAD = """
| build | after | wall s | CPU s | wall ratio | CPU ratio | largest process MB | all MB | growth |
|---|---|---:|---:|---:|---:|---:|---:|---:|"""


def edits_of(generator: Generator, chosen: Sequence[str]) -> list[str]:
    """Return the edits after which a generator builds: those after which it may be faster."""
    if generator.name == "ours":
        return [*chosen]
    if generator.reader == "pelican":
        return []
    return [edit for edit in chosen if edit != "unchanged"]


def built(generator: Generator, site: Path, count: int, chosen: Sequence[str]) -> Iterator[tuple[str, Cost]]:
    """Build a site of ``count`` articles completely, then after each edit; at the end, undo the edits."""
    newest, added = (generator.source(site, number) for number in (count - 1, count))
    original = newest.read_text(encoding="utf-8")
    generator.clean(site, stores=True)
    yield FULL, measured(generator, site, count - 1, "")
    for edit in edits_of(generator, chosen):
        number, mark = count - 1, edit.replace(" ", "")
        if edit == "article added":
            number = count
            text = articles.article(count, count + 1, reader=generator.reader)
            added.write_text(articles.with_body(text, mark), encoding="utf-8")
        elif change := EDITS[edit]:
            newest.write_text(change(newest.read_text(encoding="utf-8"), mark), encoding="utf-8")
        generator.clean(site, stores=False)
        yield edit, measured(generator, site, number, mark if EDITS[edit] else "")
    newest.write_text(original, encoding="utf-8")
    added.unlink(missing_ok=True)


def measured(generator: Generator, site: Path, number: int, mark: str) -> Cost:
    """Build once, and return the cost.

    Raises:
        SystemExit: If the build fails, or the document of the article does not contain the mark.
    """
    cost = run(generator.build, site, generator.environment)
    document = generator.document(site, number)
    if not document.is_file() or mark not in document.read_text(encoding="utf-8"):
        raise SystemExit(f"{generator.name}: {document} does not exist or does not contain {mark!r}")
    return cost


def rows(costs: Costs, generators: Sequence[Generator], counts: Sequence[int]) -> Iterator[str]:
    """Yield the rows of the table of the last of ``counts``."""
    by_name = {generator.name: generator for generator in generators}
    *smaller, count = counts
    for name, edit in [key[:2] for key in costs if key[2] == count]:
        here = costs[name, edit, count]
        base = costs.get((by_name[name].base, FULL, count))
        before = costs.get((name, edit, smaller[-1])) if smaller else None
        wall, cpu, largest, total = (median(column) for column in zip(*here, strict=True))
        cells = [
            *(name, edit, f"{wall:.2f}", f"{cpu:.2f}"),
            *(ratio([one[part] for one in here], base and [one[part] for one in base]) for part in (0, 1)),
            *(f"{largest:.0f}", "" if isnan(total) else f"{total:.0f}"),
            ratio([one.cpu for one in here], before and [one.cpu for one in before]),
        ]
        yield f"| {' | '.join(cells)} |"


def ratio(values: list[float], others: list[float] | None) -> str:
    """Return the median of the ratios of the same round; empty if there is nothing to compare with."""
    return f"{median(a / b for a, b in zip(values, others, strict=True)):.2f}" if others else ""


def main() -> None:
    """Measure, and print a table in Markdown for each number of articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plugins", action="store_true", help="measure what each part of this bundle adds")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="the generators")
    parser.add_argument("--edits", nargs="*", metavar="EDIT", choices=EDITS, default=[*EDITS])
    options = parser.parse_args()
    single = ours("ours (one process)", 'BUILD_CACHE = {"processes": 1}\n')
    known = [*parts()] if options.plugins else [bare(), ours(), single, *installed_peers()]
    generators = chosen(known, options.only)
    costs: Costs = {}
    for position, count in enumerate(options.articles, 1):
        with tempfile.TemporaryDirectory() as folder:
            for generator in generators:
                generator.write(Path(folder) / generator.name, count)
            for _ in range(options.rounds):
                for generator in generators:
                    for edit, cost in built(generator, Path(folder) / generator.name, count, options.edits):
                        costs.setdefault((generator.name, edit, count), []).append(cost)
        print(f"{count:,} articles, medians of {options.rounds} rounds\n{HEAD}")
        print(*rows(costs, generators, options.articles[:position]), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
