"""Summaries and descriptions of contents, and the texts of feeds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pelican.contents import Content

from ..body.excerpt import description_of, first_paragraph, has_words, without_marks
from ..body.feeds import make_absolute

ABSOLUTE = "front_matter_absolute"
"""The key of Pelican's context for the converted texts of feeds."""
DESCRIBED = "_described"
"""The attribute of a content whose description is made of its text: that text, and the description."""


def summarise(content: Any) -> None:
    """Give a clean summary and a description to content whose author wrote no summary."""
    if "summary" in content.metadata:
        return
    content.get_summary = partial(clean_summary, content, content.get_summary, {})
    if not content.metadata.get("description"):
        Content.description = LazyDescription()
        vars(content).pop("description", None)
        setattr(content, DESCRIBED, ("", ""))


class LazyDescription:
    """The attribute ``description`` of such a content, made when it is first needed.

    It calls ``content.content`` each time, so that the build cache sees that the text is used.
    """

    def __get__(self, content: Any, owner: type) -> Any:
        """Return the description.

        Raises:
            AttributeError: If there is none, as for any other missing attribute.
        """
        if content is None:
            return self
        if known := vars(content).get(DESCRIBED):
            html = content.content
            if known[0] != html:
                known = html, description_of(html)
                setattr(content, DESCRIBED, known)
            if known[1]:
                return known[1]
        raise AttributeError("description")


def clean_summary(
    content: Any, original: Callable[[str], str], cleaned: dict[str, str], site_url: str
) -> str:
    """Return Pelican's summary without footnote marks and ids; the first paragraph if it has no words."""
    given = original(site_url)
    if given not in cleaned:
        summary = without_marks(given)
        paragraph = "" if has_words(summary) else first_paragraph(content.get_content(site_url))
        cleaned[given] = f"<p>{paragraph}</p>" if paragraph else summary
    return cleaned[given]


def finish_feed(context: dict[str, Any], feed: Any) -> None:
    """Make the URLs in a feed absolute."""
    make_absolute(feed.items, context.setdefault(ABSOLUTE, {}))
