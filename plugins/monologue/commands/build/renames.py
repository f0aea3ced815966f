"""Write the name of the published folder in messages, wherever the build writes. No disk."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

Renames = tuple[tuple[str, str], ...]
"""Pairs of (text to replace, replacement), applied in this order."""


class Renamed(list[Any]):
    """The diagnostics of one build; adding one replaces the build folder with the output's name."""

    def __init__(self, renames: Renames) -> None:
        super().__init__()
        self.renames = renames

    def append(self, found: Any) -> None:
        """Add one diagnostic, a named tuple."""
        super().append(found._make(renamed(v, self.renames) if isinstance(v, str) else v for v in found))

    def extend(self, found: Iterable[Any]) -> None:
        """Add several diagnostics."""
        for one in found:
            self.append(one)


def renamed(text: str, renames: Renames) -> str:
    """Return ``text`` with each pair of ``renames`` replaced."""
    for before, after in renames:
        text = text.replace(before, after)
    return text


def renames_of(folder: Path, name: str, root: Path) -> Renames:
    """Return how messages write ``folder``, as a full path or from ``root``, and ``name`` for each."""
    forms = [str(folder), folder.as_posix()]
    if folder.is_relative_to(root):
        forms += [str(folder.relative_to(root)), folder.relative_to(root).as_posix()]
    forms += [form.replace("\\", "\\\\") for form in forms]  # as Python quotes a path on Windows
    return tuple((form, name) for form in dict.fromkeys(forms))
