"""What can be wrong with date labels."""

from functools import partial

from ..core.rule import Rule, Scope, by_id

_error = partial(Rule, severity="error", scope=Scope.SOURCE, part="date_labels")

RULES = by_id(
    _error(
        "unknown-date-label",
        "A key of `dateLabels` that is not `published`, `updated` or `page`, or a field whose name is nearly"
        " `dateLabels`.",
        "The page would not show its author's words.",
        '`dateLabels: {pages: "Last updated:"}`.',
        "Write one of the three keys: `published`, `updated` or `page`.",
    ),
    _error(
        "date-label-type",
        "A label, or a `dateDisplay`, that is not text; or a `dateLabels` that is not a map.",
        "The page would show a date without its author's words.",
        "`dateLabels: Updated`.",
        'Write a map of texts: `dateLabels: {updated: "Updated:"}`.',
    ),
    _error(
        "unread-date-labels",
        "`dateLabels` in a file that Pelican's own reader reads: it does not read nested fields.",
        "The page would not show its author's words.",
        "`dateLabels:` with nested keys, without the part `monologue.front_matter`.",
        "Add `monologue.front_matter` to `PLUGINS`, or write the one label as `dateLabel: Updated:`.",
    ),
)
"""Every rule of this part, by id."""
