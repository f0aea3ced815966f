"""Summaries and descriptions of contents, and the texts of feeds."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ..body.excerpt import description_of, first_paragraph, has_words, without_marks
from ..body.feeds import make_absolute

ABSOLUTE = "front_matter_absolute"
"""The key of Pelican's context for the converted texts of feeds."""


def summarise(content: Any) -> None:
    """Add a clean summary and a description to content whose author wrote no summary."""
    if "summary" in content.metadata:
        return
    content.get_summary = cache(partial(clean_summary, content, content.get_summary))
    is_described = bool(content.metadata.get("description"))
    if not is_described and (description := description_of(content._content)):
        content.description = content.metadata["description"] = description


def clean_summary(content: Any, original: Callable[[str], str], site_url: str) -> str:
    """Return Pelican's summary without footnote marks and ids; the first paragraph if it has no words."""
    summary = without_marks(original(site_url))
    paragraph = "" if has_words(summary) else first_paragraph(content.get_content(site_url))
    return f"<p>{paragraph}</p>" if paragraph else summary


def finish_feed(context: dict[str, Any], feed: Any) -> None:
    """Make the URLs in a feed absolute."""
    make_absolute(feed.items, context.setdefault(ABSOLUTE, {}))
