"""Comments that suppress findings on a line. Touches neither the disk nor Pelican."""

import re
from collections.abc import Sequence

from . import PARTS

IGNORE = re.compile(rf"\b(?:{'|'.join(PARTS).replace('_', '-')}):\s*ignore\b")
"""The text of a comment on the line of the fault."""
ALONE = re.compile(rf"\s*(?:<!--|\{{#|/\*|#|//)[^\w\n]*{IGNORE.pattern}[^\n]*")
"""Such a comment, alone on the line before the fault."""


def is_ignored(lines: Sequence[str], line: int) -> bool:
    """Return whether a comment on ``line`` (from 1), or alone on the line before, suppresses its findings."""
    if not 1 <= line <= len(lines):
        return False
    return bool(IGNORE.search(lines[line - 1]) or (line > 1 and ALONE.match(lines[line - 2])))
