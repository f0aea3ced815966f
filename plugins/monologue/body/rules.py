"""The rules of this part."""

from functools import partial

from ..core.rule import Rule, Scope, by_id

_warning = partial(Rule, severity="warning", scope=Scope.SOURCE, part="body")

RULES = by_id(
    _warning(
        "nesting-too-deep",
        "Quotes or lists that are nested more than 100 levels deep.",
        "What is nested deeper is not on the page.",
        "A line that begins with 200 `>`.",
        "Write it with fewer levels.",
    ),
)
"""Every rule of this part, by id."""
