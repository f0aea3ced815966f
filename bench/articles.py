"""Write a generated blog: long articles with code, a table, links and footnotes, the same for each seed."""

import random
from datetime import datetime, timedelta
from pathlib import Path

WORDS = """
attention head layer token stream model weight loss gradient batch sample prompt cache query value
norm scale shift learning rate schedule warm decay corpus vocabulary merge byte pair script language
transfer probe circuit feature neuron residual patch ablation seed baseline curve plateau memory
bandwidth kernel measure compare repeat note result idea mistake reason small large early late first
second simple again
""".split()
CODE = '''```python
def {a}_{b}(values: list[float], limit: int = {n}) -> float:
    """Return the {a} of the {b}."""
    total = 0.0
    for index, value in enumerate(values):
        if index >= limit:
            break  # enough for a {a}
        total += value * {n}.5
    return total / max(1, len(values))
```'''


def article(number: int, count: int, seed: int = 7) -> str:
    """Return the source of one of ``count`` articles; its front matter is valid for Pelican and as YAML."""
    rng = random.Random(f"{seed}:{number}:{count}")

    def words(amount: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(amount))

    def paragraph(amount: int, *extra: str) -> str:
        parts = [f"{words(8).capitalize()}, *{words(2)}* and `{words(1)}`." for _ in range(amount // 12)]
        return "\n".join(
            f"{part} {addition}".rstrip()
            for part, addition in zip(parts, (*extra, *[""] * amount), strict=False)
        )

    def inner() -> str:
        return f"[{words(2)}]({{filename}}post-{rng.randrange(count):05d}.md)"

    def outer() -> str:
        return f"[{words(2)}](https://www.example.com/{words(1)}/{rng.randrange(count)})"

    day = datetime(2014, 1, 1, 8) + timedelta(hours=rng.randrange(24) + 24 * (number * 4000 // count))
    items = "\n".join(f"- {words(7)}" for _ in range(5))
    rows = "\n".join(f"| {words(1)} | {rng.randrange(9999)} | {words(5)} |" for _ in range(6))
    return f"""---
title: {words(5).capitalize()} {number}
date: {day:%Y-%m-%d %H:%M}
modified: {day + timedelta(days=9):%Y-%m-%d %H:%M}
tags: {words(1)}, {words(1)}, {words(1)}
category: {rng.choice(WORDS[:8])}
slug: post-{number:05d}
summary: {words(25).capitalize()}
---

{paragraph(84, inner(), outer())}

## {words(3).capitalize()}

{paragraph(84, inner(), "[^1]", outer())}

{items}

{CODE.format(a=words(1), b=words(1), n=rng.randrange(2, 99))}

### {words(4).capitalize()}

{paragraph(96, inner(), outer())}

> {words(25)}

| name | value | note |
|:-----|------:|------|
{rows}

## {words(2).capitalize()}

{paragraph(96, inner(), outer(), inner(), outer())}

{CODE.format(a=words(1), b=words(1), n=rng.randrange(2, 99))}

{paragraph(60, f"[write](mailto:editor+{number}@example.org)")}

[^1]: {words(14)}
"""


def write(folder: Path, count: int, seed: int = 7) -> None:
    """Write ``count`` articles into ``folder``."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"post-{number:05d}.md").write_text(article(number, count, seed), encoding="utf-8")
