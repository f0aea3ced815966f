"""The theme has no rules: it reports nothing, and an error in its setting stops the build."""

from collections.abc import Iterator

from ..core.rule import Rule


def documented() -> Iterator[Rule]:
    """Yield no rule."""
    yield from ()
