"""What each dialect adds to CommonMark, in one table."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

from ...core.text import Text
from ..commonmark import admonitions, checks, contents, emoji, gfm, headings, math, urls
from ..commonmark.parser import Extension
from ..commonmark.prepare import Prepare, placeholders
from .foreign import outside_code
from .hugo import shortcodes
from .kramdown import attributes, kramdown_lines
from .liquid import liquid
from .mdx import mdx

GFM = (gfm.tables, gfm.strikethrough, gfm.bare_urls, gfm.task_lists)
IDS = (headings.own_ids, headings.heading_ids, contents.contents)
COMMON = (urls.written_urls, placeholders, *GFM, emoji.emoji, math.math, *IDS, checks.checks)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the texts of a generator are read."""

    extensions: tuple[Extension, ...]
    """Plugins of the parser, in the order in which they are added."""
    prepare: tuple[Prepare, ...] = ()
    """What changes a text before it is parsed, in order."""


def no_indented_code(parser: MarkdownIt) -> None:
    """Parse indented lines as paragraphs, as MDX does."""
    parser.disable("code")


ANY = (outside_code(shortcodes), outside_code(liquid))
"""What a text of an unknown dialect may have."""
GITHUB = Dialect((*COMMON, gfm.footnotes, admonitions.alerts), ANY)
DIALECTS: dict[str, Dialect] = {
    "astro": GITHUB,
    "mdx": Dialect((*COMMON, gfm.footnotes, admonitions.alerts, no_indented_code), (mdx,)),
    "hugo": Dialect(GITHUB.extensions, (shortcodes,)),
    "jekyll": Dialect((*COMMON, gfm.footnotes, admonitions.alerts, attributes), (liquid, kramdown_lines)),
    "eleventy": Dialect(GITHUB.extensions, (liquid,)),
    "quarto": Dialect((*COMMON, gfm.inline_footnotes, admonitions.alerts)),
    "obsidian": Dialect((*COMMON, gfm.inline_footnotes, admonitions.callouts)),
    "zola": GITHUB,
    "": GITHUB,
}
"""By dialect; ``""`` is for a text of an unknown one, and ``"mdx"`` for any file with this extension."""


def dialect_of(text: Text) -> Dialect:
    """Return how a text is read."""
    return DIALECTS[name_of(text)]


def name_of(text: Text) -> str:
    """Return the name of the row of the table for a text."""
    if text.path.lower().endswith(".mdx"):
        return "mdx"
    return text.dialect if text.dialect in DIALECTS else ""
