"""The report formats: sorted diagnostics to text. Touches neither the disk nor Pelican."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from .diagnostic import Diagnostic, number_of

VERSION = 1
"""Of the JSON format. It changes if a key is removed or changes its meaning, not if one is added."""

MOST = 500
"""Diagnostics listed in Markdown: GitHub rejects a step summary of more than 1 MiB."""

RED, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
"""Terminal control sequences (ECMA-48, SGR)."""


def text(found: Sequence[Diagnostic]) -> str:
    """Return one line for each: ``path:line:column: severity[rule] message (hint)``."""
    return "".join(f"{diagnostic}\n" for diagnostic in found)


def coloured(found: Sequence[Diagnostic]) -> str:
    """As ``text``, for a terminal: the place is bold, the severity coloured."""
    colours = {"error": RED, "warning": YELLOW}
    return "".join(
        f"{BOLD}{one.place}{PLAIN}: {colours[one.severity]}{one.severity}{PLAIN}[{one.rule}] {one.what}\n"
        for one in found
    )


def as_json(found: Sequence[Diagnostic]) -> str:
    """Return an object: ``version``, the numbers of ``errors`` and ``warnings``, and the ``diagnostics``."""
    numbers = {
        "version": VERSION,
        "errors": number_of(found, "error"),
        "warnings": number_of(found, "warning"),
    }
    return json.dumps({**numbers, "diagnostics": [one._asdict() for one in found]}, indent=1) + "\n"


def github(found: Sequence[Diagnostic]) -> str:
    """Return GitHub workflow commands: each becomes an annotation on its line of a pull request."""

    def escaped(value: str, more: str = "") -> str:
        return re.sub(rf"[%\r\n{more}]", lambda match: f"%{ord(match[0]):02X}", value)

    def annotation(one: Diagnostic) -> str:
        properties = {"file": one.path, "line": one.line, "col": one.column, "title": one.rule}
        given = (f"{name}={escaped(str(value), ':,')}" for name, value in properties.items() if value)
        return f"::{one.severity} {','.join(given)}::{escaped(one.what)}\n"

    return "".join(map(annotation, found))


def markdown(found: Sequence[Diagnostic]) -> str:
    """Return a heading with the numbers, and a list: for a step summary on GitHub."""

    def escaped(value: str) -> str:
        return re.sub(r"([\\`*_{}\[\]<>&#~|!-])", r"\\\1", value)

    items = (
        f"* **{one.severity}** {escaped(one.place)} ({one.rule}): {escaped(one.what)}\n"
        for one in found[:MOST]
    )
    rest = f"\n… and {len(found) - MOST} more.\n" if len(found) > MOST else ""
    return f"## Diagnostics: {tally(found)}\n\n{''.join(items)}{rest}"


def junit(found: Sequence[Diagnostic]) -> str:
    """Return JUnit XML, for GitLab or Jenkins."""
    from .junit import junit as write  # noqa: PLC0415 - few reports need XML, which is slow to import

    return write(found)


def sarif(found: Sequence[Diagnostic]) -> str:
    """Return SARIF 2.1.0, for code scanning and editors."""
    from .sarif import sarif as write  # noqa: PLC0415 - as above

    return write(found)


def tally(found: Sequence[Diagnostic]) -> str:
    """Return the numbers of errors and warnings in words: ``"1 error, 2 warnings"``."""
    numbers = ((number_of(found, severity), severity) for severity in ("error", "warning"))
    counts = [f"{number} {severity}{'s' * (number > 1)}" for number, severity in numbers if number]
    return ", ".join(counts) or "none"


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = MappingProxyType(
    {
        "text": text,
        "json": as_json,
        "junit": junit,
        "sarif": sarif,
        "github": github,
        "markdown": markdown,
    }
)
"""The formats by their names in the settings and on the command line."""
