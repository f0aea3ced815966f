"""Comments with which an author ignores what is reported on a line. No disk, no Pelican."""

import re
from collections.abc import Sequence

from . import PARTS

IGNORE = re.compile(rf"\b(?:{'|'.join(PARTS).replace('_', '-')}):\s*ignore\b")
"""What a comment on the line of a fault says."""
ALONE = re.compile(rf"\s*(?:<!--|\{{#|/\*|#|//)[^\w\n]*{IGNORE.pattern}[^\n]*")
"""Such a comment, alone on the line before the fault."""


def is_ignored(lines: Sequence[str], line: int) -> bool:
    """Tell whether a comment on ``line``, from 1, or alone on the line before it asks to ignore it."""
    if not 1 <= line <= len(lines):
        return False
    return bool(IGNORE.search(lines[line - 1]) or (line > 1 and ALONE.match(lines[line - 2])))
