"""Summaries and descriptions of contents, and the texts of feeds."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ..body.excerpt import description_of, first_paragraph, has_words, without_marks
from ..body.feeds import make_absolute

ABSOLUTE = "front_matter_absolute"
"""The key of the build's context under which the texts of feeds stand, once their addresses are absolute."""


def summarise(content: Any) -> None:
    """Give a content without a summary of its author's a clean one, and a description."""
    if "summary" in content.metadata:
        return
    content.get_summary = cache(partial(clean_summary, content, content.get_summary))
    is_described = bool(content.metadata.get("description"))
    if not is_described and (description := description_of(content._content)):
        content.description = content.metadata["description"] = description


def clean_summary(content: Any, pelicans: Callable[[str], str], site_url: str) -> str:
    """Return Pelican's summary without what leads nowhere in it; of one without words the first paragraph."""
    summary = without_marks(pelicans(site_url))
    paragraph = "" if has_words(summary) else first_paragraph(content.get_content(site_url))
    return f"<p>{paragraph}</p>" if paragraph else summary


def finish_feed(context: dict[str, Any], feed: Any) -> None:
    """Make the addresses in a feed absolute."""
    make_absolute(feed.items, context.setdefault(ABSOLUTE, {}))
