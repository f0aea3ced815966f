"""What can be wrong with date labels."""

from collections.abc import Iterator


def rule_table() -> Iterator[tuple[str, str, str]]:
    """Yield each rule's id, its severity, and what it finds."""
    yield (
        "unknown-date-label",
        "error",
        "A key of `dateLabels` that is not `published`, `updated` or `page`, or a field whose name is nearly"
        " `dateLabels`: the page would not show its author's words.",
    )
    yield (
        "date-label-type",
        "error",
        "A label, or a `dateDisplay`, that is not text; or a `dateLabels` that is not a map.",
    )
    yield (
        "unread-date-labels",
        "error",
        "`dateLabels` in a file that Pelican's own reader reads: it does not read nested fields.",
    )
