"""Find and quote values that are no YAML without quotes. Text in, text out."""

import re

from ..characters import Places
from ..model import Fault

PLACEHOLDER = re.compile(
    r"^(?P<key>[ \t]*+(?:- +)*+(?:[^\s:#{][^:\n]*+:[ \t]++)?)"
    r"(?P<value>\{[{%][^\n]*[}%]\}(?:[^\n]*\S)?)[ \t]*$",
    re.M,
)
"""A value that begins with ``{{`` or ``{%``. Possessive, so that no long line is tried twice."""
FIELD = re.compile(r"(?P<name>[\w@][^:]*+):[ \t]++(?P<value>[^\s\"'\[{|>&*!#].*)")
"""A field at the top level, with a value that is meant to be plain text."""
COMMENT = re.compile(r"[ \t]#(?=[ \t]|\Z)")
"""``#word`` is a tag more often than a comment; YAML would drop it."""
COLON = re.compile(r":(?:[ \t]|\Z)")
RESERVED = ("@", "`", "%")
"""What YAML lets no plain value begin with: https://yaml.org/spec/1.2.2/#53-indicator-characters."""


def quote_placeholders(text: str, line: int) -> tuple[str, frozenset[int]]:
    """Quote each ``{{…}}`` that a template left behind; return the text and their lines."""
    places = Places(text, line)
    lines = {places.at(match.start("value"))[0] for match in PLACEHOLDER.finditer(text)}
    return PLACEHOLDER.sub(lambda match: match["key"] + _quote(match["value"]), text), frozenset(lines)


def quote_fields(text: str, line: int) -> tuple[str, tuple[Fault, ...]]:
    """Quote the values of fields that hold a second colon or begin with a reserved character."""
    rows, faults = text.split("\n"), []
    for index, row in enumerate(rows):
        field = FIELD.fullmatch(row)
        value = COMMENT.split(field["value"], 1)[0].rstrip() if field else ""
        if field and (value.startswith(RESERVED) or COLON.search(value)):
            begin = field.start("value")
            why = f"begins with {value[0]}" if value.startswith(RESERVED) else "contains a second colon"
            message = (
                f"{field['name']}: the value {why}, so it must be quoted to be valid YAML; "
                "it is read as if it were"
            )
            hint = f"write {field['name']}: {_quote(value)}"
            faults.append(Fault("not-yaml", message, line + index, begin + 1, hint))
            rows[index] = row[:begin] + _quote(value) + row[begin + len(value) :]
    return "\n".join(rows), tuple(faults)


def _quote(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
