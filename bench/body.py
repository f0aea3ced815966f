"""CPU time of one text: CommonMark with a dialect's extensions, and Python-Markdown as this site sets it.

    python bench/body.py [--words 750] [--rounds 15]

Both highlight the code with Pygments. The rounds alternate; the medians are compared.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from markdown import Markdown

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from monologue.body.convert import Converter  # noqa: E402
from monologue.body.settings import Settings  # noqa: E402
from monologue.core.text import Text  # noqa: E402

from pelicanconf import MARKDOWN  # noqa: E402

DIALECTS = ("astro", "hugo", "jekyll", "obsidian", "quarto", "zola")
SECTION = """## Section {0}

{1} with *emphasis*, **strong text**, `code` and [a link](https://example.org/{0}). {1}

- An item, {1}
- Another item

```python
def f{0}(x: int) -> list[int]:
    return [y * 2 for y in range(x)]  # a comment
```

| a | b |
|---|---|
| 1 | {0} |
"""
WORDS = "The quick brown fox jumps over the lazy dog, and the dog does not even look up from its sleep"


def text_of(words: int) -> str:
    """Return a text of about so many words."""
    return "\n".join(SECTION.format(number, WORDS) for number in range(max(1, words // 75)))


def seconds(run: Callable[[], object]) -> float:
    """Return the CPU time of one run."""
    start = process_time()
    run()
    return process_time() - start


def main() -> None:
    """Print a row of a table for each dialect."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--words", type=int, default=750)
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    text = text_of(chosen.words)
    parser, converter = Markdown(**MARKDOWN), Converter(Settings(engine="commonmark"))
    runs: dict[str, Callable[[], object]] = {"Python-Markdown": lambda: parser.reset().convert(text)}
    for name in DIALECTS:
        runs[name] = lambda name=name: converter.convert(Text(text, "a.md", "a.md", 1, name))
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(chosen.rounds + 1):  # the first round makes the parsers
        for name, run in runs.items():
            times[name].append(seconds(run))
    base = median(times["Python-Markdown"][1:])
    for name, found in times.items():
        print(f"| {name} | {median(found[1:]) * 1000:.1f} | {median(found[1:]) / base:.2f} |")


if __name__ == "__main__":
    main()
