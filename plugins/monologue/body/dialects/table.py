"""What each dialect adds to CommonMark, in one table."""

from dataclasses import dataclass

from ..commonmark import admonitions, gfm, headings, math
from ..commonmark.parser import Extension
from ..commonmark.prepare import Prepare, placeholders

GFM = (gfm.tables, gfm.strikethrough, gfm.bare_urls, gfm.task_lists)
COMMON = (placeholders, *GFM, math.math, headings.own_ids, headings.heading_ids)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the texts of a generator are read."""

    extensions: tuple[Extension, ...]
    """Plugins of the parser, in the order in which they are added."""
    prepare: tuple[Prepare, ...] = ()
    """What changes a text before it is parsed, in order."""


GITHUB = Dialect((*COMMON, gfm.footnotes, admonitions.alerts))
DIALECTS: dict[str, Dialect] = {
    "astro": GITHUB,
    "hugo": GITHUB,
    "jekyll": GITHUB,
    "eleventy": GITHUB,
    "quarto": Dialect((*COMMON, gfm.inline_footnotes, admonitions.alerts)),
    "obsidian": Dialect((*COMMON, gfm.inline_footnotes, admonitions.callouts)),
    "zola": GITHUB,
    "": GITHUB,
}
"""By dialect; ``""`` is for a text of an unknown one."""
