"""One finding, and the list that all parts of one build add to. No Pelican."""

from collections.abc import Iterable, MutableMapping
from typing import Any, NamedTuple

LONGEST = 300
"""The number of characters of a message that are printed."""

FATAL = {"never": frozenset[str](), "error": {"error"}, "warning": {"error", "warning"}}
"""For each value of the setting ``FAIL_ON``, the severities that fail the build."""


class Diagnostic(NamedTuple):
    """One finding, sorted by its place. A tuple, so that those of several parts compare."""

    path: str
    """The file to edit, as an author can open it from the working directory."""
    line: int
    """From 1; 0 where no line is known, and the file as a whole is meant."""
    column: int
    """From 1, in characters; 0 where no column is known."""
    severity: str
    """``"error"`` or ``"warning"``."""
    rule: str
    """The rule's id, in kebab-case."""
    message: str
    """What was looked for and what was found, in one sentence without a full stop."""
    hint: str = ""
    """What the author can do; printed in brackets."""
    document: str = ""
    """The written file in which the fault was found, relative to the output."""
    href: str = ""
    """The link as it was written, where the fault is one of a link."""
    count: int = 1  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    """How many documents show the same fault."""

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.rule}] {self.what}"

    @property
    def place(self) -> str:
        """The path, and the line and column as far as they are known: ``a.md:4:1``."""
        return ":".join(str(part) for part in (in_one_line(self.path), self.line, self.column) if part)

    @property
    def what(self) -> str:
        """The message with the number of documents and the hint, in one line that can be printed."""
        asides = [f"on {self.count} documents"] if self.count > 1 else []
        asides += [in_one_line(self.hint)] if self.hint else []
        return in_one_line(self.message) + (f" ({'; '.join(asides)})" if asides else "")


def in_one_line(text: str) -> str:
    """Return a text as a terminal can print it: without control characters, and not endless."""
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


REMEDY = "this is a bug: please report it to the project's issue tracker, with the file"
"""The hint of a failure that nobody foresaw."""


def failure(what: str, error: BaseException) -> str:
    """Say that ``what`` failed ("the reader"), with the words of the exception."""
    return f"{what} failed: {type(error).__name__}: {' '.join(str(error).split())}"


def internal_error(what: str, error: BaseException, path: str) -> Diagnostic:
    """Return the diagnostic of ``what`` having failed on the file at ``path``."""
    return Diagnostic(path, 0, 0, "error", "internal-error", failure(what, error), REMEDY)


def number_of(found: Iterable[Diagnostic], severity: str) -> int:
    """Return how many diagnostics have a severity."""
    return sum(diagnostic.severity == severity for diagnostic in found)


def diagnostics_of(settings: MutableMapping[str, Any]) -> list[Diagnostic]:
    """Return the list that all parts of one build add to."""
    found: list[Diagnostic] = settings.setdefault("DIAGNOSTICS", [])
    return found
