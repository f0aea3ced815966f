"""Write a generated blog: long articles with code, a table, links and footnotes, the same for each seed.

An article has about 800 words of prose, two blocks of Python, ten links, a `mailto:` link and two footnotes.
Only its front matter and the form of its internal links depend on the program that reads it.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from prose import Prose, name_of

CATEGORIES = "Programming Systems Web Data Tooling Opinion Tutorials News".split()
AUTHORS = ("Ada Martin", "Bo Chen", "Carla Diaz", "Dmitri Orlov")


def front_matter(prose: Prose, number: int, reader: str) -> str:
    """Return the lines of the front matter; those of ``pelican`` are Pelican's, which are valid YAML too."""
    minutes = number * 11 * 365 * 1440 // prose.count + prose.rng.randrange(300)
    date = datetime(2014, 1, 1, 8) + timedelta(minutes=minutes)
    modified = date + timedelta(days=prose.rng.randrange(1, 90))
    title = f"{prose.words(prose.rng.randint(4, 7)).title()} {number}"
    tags, category, author = prose.tags(), prose.rng.choice(CATEGORIES), prose.rng.choice(AUTHORS)
    ours = f"""modified: {modified:%Y-%m-%d %H:%M}
tags: {", ".join(tags)}
category: {category}
authors: {author}"""
    theirs = f"""lastmod: {modified:%Y-%m-%dT%H:%M:00Z}
tags: [{", ".join(tags)}]
categories: [{category}]
authors: [{author}]"""
    return f"""title: {title}
date: {date:{"%Y-%m-%d %H:%M" if reader == "pelican" else "%Y-%m-%dT%H:%M:00Z"}}
{ours if reader == "pelican" else theirs}
slug: {name_of(number)}
summary: {prose.words(30).capitalize()}.
description: {prose.words(18).capitalize()}."""


def article(number: int, count: int, seed: int = 7, reader: str = "pelican") -> str:
    """Return the source of one of ``count`` articles."""
    prose = Prose(number, count, seed, reader)
    words, paragraph, link, code = prose.words, prose.paragraph, prose.link, prose.code
    items = "\n".join(f"- {words(7)}{f' {link()}' if item == 1 else ''}" for item in range(5))
    steps = "\n".join(f"{step}. {paragraph(9)}" for step in range(1, 5))
    rows = "\n".join(f"| {words(1)} | {prose.rng.randrange(9999)} | {words(5)} |" for _ in range(6))
    quote = paragraph(25).replace("\n", "\n> ")
    return f"""---
{front_matter(prose, number, reader)}
---

{paragraph(70, link(), link())}

## {words(3).title()}

{paragraph(80, link(), "[^1]")}

{items}

{code()}

### {words(4).title()}

{paragraph(90, link(), link())}

{steps}

> {quote}

## {words(3).title()}

{paragraph(80, link(), "[^note]")}

| Name | Value | Description |
|:-----|------:|-------------|
{rows}

{paragraph(70, link())}

{code()}

## {words(2).title()}

{paragraph(100, link(), link())}

{paragraph(50, f"[write to us](mailto:editor+{number}@example.org)")}

[^1]: {" ".join(prose.sentences(14))}

[^note]: {" ".join(prose.sentences(12))}
"""


def write(folder: Path, count: int, seed: int = 7, reader: str = "pelican") -> None:
    """Write ``count`` articles into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = article(number, count, seed, reader)
        (folder / f"{name_of(number)}.md").write_text(text, encoding="utf-8")


def with_body(text: str, mark: str) -> str:
    """Return the source of an article with a mark in its last paragraph, instead of a former one."""
    return re.sub(r"\nMark \w+\.\n|\Z", f"\nMark {mark}.\n", text, count=1)


def with_title(text: str, mark: str) -> str:
    """Return the source of an article whose title is changed to contain a mark."""
    return re.sub(r"^title: .*", f"title: Mark {mark}. A title", text, count=1, flags=re.MULTILINE)
