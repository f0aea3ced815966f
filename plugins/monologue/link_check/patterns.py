"""Check and compile the lists of patterns in settings."""

import re
from collections.abc import Iterable

from ..core.settings import SettingsError


def any_of(globs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that fully matches any text that one of the ``globs`` matches."""
    return re.compile("|".join(map(_pattern_of, globs)) or r"(?!)", re.DOTALL)


def _pattern_of(glob: str) -> str:
    """Return a glob as a pattern. Atomic groups prevent backtracking: each text but the last matches once."""
    first, *steps = map(re.escape, re.split(r"\*+", glob))
    middle = "".join(f"(?>.*?{step})" for step in steps[:-1])
    return first + middle + "".join(f".*{last}" for last in steps[-1:])


def check_texts(given: Iterable[object], where: str) -> None:
    """Check a list of strings; ``where`` names the setting in messages.

    Raises:
        SettingsError: If an item is not a string.
    """
    for text in given:
        if not isinstance(text, str):
            raise SettingsError(f"{where} must be a list of strings, not of {text!r}")
