"""The extensions of each dialect."""

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt

from ..commonmark import admonitions, gfm, headings, math

Extension = Callable[[MarkdownIt], None]

GFM = (gfm.tables, gfm.strikethrough, gfm.bare_urls, gfm.task_lists)
IDS = (headings.own_ids, headings.heading_ids)

COMMON = (*GFM, gfm.footnotes, admonitions.alerts, math.math, *IDS)

EXTENSIONS: dict[str, tuple[Extension, ...]] = {
    "astro": COMMON,
    "hugo": COMMON,
    "jekyll": COMMON,
    "eleventy": COMMON,
    "quarto": (*GFM, gfm.inline_footnotes, admonitions.alerts, math.math, *IDS),
    "obsidian": (*GFM, gfm.inline_footnotes, admonitions.callouts, math.math, *IDS),
    "zola": COMMON,
    "": COMMON,
}
"""By dialect; ``""`` is for a text of an unknown one."""
