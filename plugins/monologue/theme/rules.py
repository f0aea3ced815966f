"""What can be wrong with the theme: nothing that is reported; a mistake in its setting stops the build."""

from collections.abc import Iterator

from ..core.rule import Rule


def documented() -> Iterator[Rule]:
    """Yield no rule."""
    yield from ()
