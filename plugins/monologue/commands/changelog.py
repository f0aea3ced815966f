"""Read the changelog: one section for each release, newest first. No disk."""

import re
from typing import NamedTuple

HEADING = re.compile(
    r"^## +(?:\[?v?(?P<version>\d+(?:\.\d+)+(?:(?:a|b|rc|\.dev|\.post)\d+)?)\]?)?(?P<rest>.*)$", re.MULTILINE
)
"""A heading of level 2: ``## 0.2.0 (2027-01-02)``, ``## 0.2.0 (unreleased)`` or ``## Unreleased``."""


class Section(NamedTuple):
    """The section of one release."""

    version: str
    """As written in the heading; empty if there is none."""
    is_released: bool
    """Whether the heading does not say that it is unreleased."""
    line: int
    """The line of the heading, from 1."""
    heading: str
    body: str
    """The text below the heading, without spaces around it."""


def sections(text: str) -> list[Section]:
    """Return the sections of a changelog in their order."""
    found = list(HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        Section(
            match["version"] or "",
            "unreleased" not in match["rest"].lower(),
            text.count("\n", 0, match.start()) + 1,
            match[0],
            text[match.end() : end].strip(),
        )
        for match, end in zip(found, ends, strict=True)
    ]
