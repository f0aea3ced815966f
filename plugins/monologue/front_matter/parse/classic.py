"""Read Pelican's ``Key: value`` lines as its documentation says. They are not YAML.

Source: https://docs.getpelican.com/en/stable/content.html#file-metadata
"""

import re
from typing import Any

from ..model import Fault, Position, Source
from .fences import CLASSIC_LINE, CONTINUED

PLAIN_LINE = re.compile(r"[A-Za-z0-9_-]+:(?:[ \t].*)?|[ ]{4,}+(?!-[ ]|[\w-]+:(?:[ ]|\Z)).*")
"""A field, or a continuation line; never a YAML list or mapping."""
SINGLE = frozenset("title tags date modified status category author authors save_as url slug".split())
"""The fields that Pelican reads once; others may be repeated and become lists."""


def read_classic(text: str, line: int) -> Source:
    """Read the lines of ``text``, which begins on ``line`` of its file.

    Names are lower-cased, as in Pelican. Values stay text; a field with several
    values is a list, except those in ``SINGLE``.
    """
    values: dict[str, list[str]] = {}
    positions: dict[str, Position] = {}
    faults = []
    key = ""
    for number, content in enumerate(text.split("\n"), line):
        if field := CLASSIC_LINE.match(content):
            key = field["key"].lower()
            if key in values and key in SINGLE:
                hint = f"the first is on line {positions[key][0]}"
                faults.append(
                    Fault(
                        "repeated-field", f"{key} is defined twice; only the first is used", number, 1, hint
                    )
                )
                key = ""
                continue
            values.setdefault(key, []).append(field["value"].strip())
            positions.setdefault(key, (number, field.start("key") + 1))
        elif key and (more := CONTINUED.match(content)):
            values[key].append(more["value"].strip())
    data = {key: _value(key, lines) for key, lines in values.items()}
    return Source(data, positions, quoted=frozenset(data), faults=tuple(faults))


def _value(key: str, lines: list[str]) -> Any:
    if key == "summary":
        return "\n".join(lines)
    return " ".join(lines) if key in SINGLE or len(lines) == 1 else lines


def is_classic(text: str) -> bool:
    """Return whether every line of a fenced block is ``key: value``, so that it can be read as Pelican's."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(PLAIN_LINE.fullmatch(line) for line in lines)
