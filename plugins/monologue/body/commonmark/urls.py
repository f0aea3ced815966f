"""URLs that stay as they are written, so that a broken link is reported as the author wrote it.

CommonMark does not say how URLs are encoded; its examples percent-encode them.
"""

from markdown_it import MarkdownIt

WHITE_SPACE = {ord(" "): "%20", ord("\t"): "%09", ord("\n"): "%0A"}
"""It would end a URL in ``srcset``, and is invalid in ``href``."""


def written_urls(parser: MarkdownIt) -> None:
    """Keep URLs of any scheme as they are written, except for white space."""
    parser.normalizeLink = lambda url: url.translate(WHITE_SPACE)  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
