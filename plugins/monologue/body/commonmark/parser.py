"""A CommonMark parser with extensions.

Source: https://spec.commonmark.org/0.31.2/.
"""

from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

Extension = Callable[[MarkdownIt], None]
"""A plugin of markdown-it: it adds rules to a parser."""

MAX_NESTING = 100
"""The parser drops blocks that are nested deeper, and the converter reports them. It bounds the recursion."""


def parser_with(
    extensions: Iterable[Extension] = (), renderer: type[RendererHTML] = RendererHTML
) -> MarkdownIt:
    """Return a parser with ``extensions``, applied in their order; without any, CommonMark itself."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}, renderer_cls=renderer)
    for extension in extensions:
        extension(parser)
    return parser
