"""What can be wrong with date labels: (rule, severity, what it finds)."""

RULES = (
    (
        "unknown-date-label",
        "error",
        "A key of `dateLabels` that is not `published`, `updated` or `page`, or a field whose name is nearly"
        " `dateLabels`: the page would not show its author's words.",
    ),
    (
        "date-label-type",
        "error",
        "A label, or a `dateDisplay`, that is not text; or a `dateLabels` that is not a map.",
    ),
)
