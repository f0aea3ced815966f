"""The rules of date labels."""

from collections.abc import Iterator

from ..core.rule import Rule

RULES = (
    Rule(
        "unknown-date-label",
        "error",
        "A key of `dateLabels` that is not `published`, `updated` or `page`, or a field whose name is"
        " similar to `dateLabels`.",
        "The page would not show the author's label.",
        'Example: `dateLabels: {pages: "Last updated:"}`.',
        part="date_labels",
        instead="Write one of the three keys: `published`, `updated` or `page`.",
    ),
    Rule(
        "date-label-type",
        "error",
        "A label, or a `dateDisplay`, that is not text; or a `dateLabels` that is not a mapping.",
        "The page would show a date without the author's label.",
        "Example: `dateLabels: Updated`.",
        part="date_labels",
        instead='Write a mapping of texts: `dateLabels: {updated: "Updated:"}`.',
    ),
    Rule(
        "unread-date-labels",
        "error",
        "`dateLabels` in a file that Pelican's own reader reads: it does not read nested fields.",
        "The page would not show the author's label.",
        "Example: `dateLabels:` with nested keys, without the part `monologue.front_matter`.",
        part="date_labels",
        instead="Add `monologue.front_matter` to `PLUGINS`, or write the one label as `dateLabel: Updated:`.",
    ),
)


def documented() -> Iterator[Rule]:
    """Yield the documentation of each rule."""
    yield from RULES
