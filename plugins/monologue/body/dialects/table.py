"""What each dialect adds to CommonMark, in one table."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

from ...core.text import Text
from ..commonmark import (
    admonitions,
    attributes,
    blocks,
    checks,
    contents,
    emoji,
    gfm,
    headings,
    math,
    typography,
    urls,
)
from ..commonmark.parser import Extension
from ..commonmark.prepare import Prepare, placeholders
from . import (
    captions,
    comments,
    directives,
    embedded,
    kramdown,
    kramdown_html,
    marks,
    mkdocs,
    obsidian,
    pandoc,
    pandoc_html,
    pandoc_lists,
    places,
    quarto,
    quarto_shortcodes,
    sections,
    wikilinks,
    zola,
)
from .foreign import outside_code
from .hugo import shortcodes
from .liquid import liquid
from .mdx import mdx

GFM = (gfm.tables, gfm.strikethrough, gfm.bare_urls, gfm.task_lists)
IDS = (headings.own_ids, headings.heading_ids, contents.contents)
COMMON = (
    urls.written_urls,
    placeholders,
    *GFM,
    emoji.emoji,
    math.math,
    *IDS,
    checks.checks,
    blocks.definition_lists,
    blocks.markdown_in_html,
    sections.sections,
)


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


ANY = (outside_code(shortcodes), outside_code(liquid), blocks.open_html)
"""What a text of an unknown dialect may have."""
GITHUB = (*COMMON, gfm.single_tildes, gfm.footnotes, admonitions.alerts)
ASTRO = (*GITHUB, typography.smartypants, directives.directives)
PANDOC = (
    *COMMON,
    gfm.inline_footnotes,
    attributes.attributes,
    pandoc.small_text,
    pandoc.line_blocks,
    pandoc.blocks_need_an_empty_line,
    pandoc_html.html_blocks,
    captions.captions,
    captions.figures,
    typography.pandoc,
)
OBSIDIAN = (
    *COMMON,
    gfm.inline_footnotes,
    admonitions.callouts,
    comments.comments,
    embedded.embedded_notes,
    wikilinks.wikilinks,
    wikilinks.vault_links,
    places.places,
    marks.marks,
    marks.tags,
    obsidian.block_ids,
    obsidian.task_states,
    obsidian.image_sizes,
)
DIALECTS: dict[str, Dialect] = {
    "astro": Dialect(ASTRO, ANY),
    "mdx": Dialect((*ASTRO, no_indented_code), (mdx,)),
    "hugo": Dialect((*GITHUB, typography.goldmark), (shortcodes, blocks.open_html)),
    "jekyll": Dialect(
        (*GITHUB, kramdown_html.inline_html, kramdown.attributes, typography.kramdown),
        (liquid, kramdown_html.html, kramdown.kramdown_lines),
    ),
    "eleventy": Dialect((*GITHUB, directives.directives), (liquid, blocks.open_html)),
    "quarto": Dialect(
        (*PANDOC, quarto.divs, quarto.cells),
        (quarto_shortcodes.includes, quarto_shortcodes.shortcodes, pandoc_lists.numbered_items),
    ),
    "obsidian": Dialect(OBSIDIAN),
    "zola": Dialect((*GITHUB, zola.internal_links, zola.ascii_ids), (zola.shortcodes,)),
    "mkdocs": Dialect((*COMMON, gfm.footnotes, mkdocs.indented_boxes), (blocks.open_html,)),
    "": Dialect((*GITHUB, directives.directives), ANY),
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
