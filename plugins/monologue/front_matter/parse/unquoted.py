"""Quote values that are not valid YAML without quotes."""

import re

from ..characters import Places
from ..model import Fault

PLACEHOLDER = re.compile(
    r"^(?P<key>[ \t]*+(?:- +)*+(?:[^\s:#{][^:\n]*+:[ \t]++)?)"
    r"(?P<value>\{[{%][^\n]*[}%]\}(?:[^\n]*\S)?)[ \t]*$",
    re.M,
)
"""A value that begins with ``{{`` or ``{%``. Possessive quantifiers keep it linear."""
FIELD = re.compile(r"(?P<name>[\w@][^:]*+):[ \t]++(?P<value>[^\s\"'\[{|>&*!#].*)")
"""A top-level field with an unquoted text."""
COMMENT = re.compile(r"[ \t]#(?=[ \t]|\Z)")
"""Not ``#word``, which is more often a tag than a comment."""
COLON = re.compile(r":(?:[ \t]|\Z)")
RESERVED = ("@", "`", "%")
"""Characters that cannot begin an unquoted value in YAML: https://yaml.org/spec/1.2.2/#53-indicator-characters."""


def quote_placeholders(text: str, line: int) -> tuple[str, frozenset[int]]:
    """Quote each unfilled placeholder ``{{…}}``; return the text and the lines of the placeholders."""
    places = Places(text, line)
    lines = {places.at(match.start("value"))[0] for match in PLACEHOLDER.finditer(text)}
    return PLACEHOLDER.sub(lambda match: match["key"] + _quote(match["value"]), text), frozenset(lines)


def quote_fields(text: str, line: int) -> tuple[str, tuple[Fault, ...]]:
    """Quote the values of fields that contain a second colon or begin with a reserved character."""
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
