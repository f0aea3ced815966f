"""One finding, and the list of findings that all parts of a build share. Does not import Pelican."""

from collections.abc import Iterable, MutableMapping
from typing import Any, NamedTuple

LONGEST = 300
"""Characters of a message that are printed; the rest is cut off."""

FATAL = {"never": frozenset[str](), "error": {"error"}, "warning": {"error", "warning"}}
"""For each value of the setting ``FAIL_ON``, the severities that fail the build."""


class Diagnostic(NamedTuple):
    """One finding. A tuple, so that the findings of all parts sort by path, line and column."""

    path: str
    """The file to edit, relative to the working directory if it is below it."""
    line: int
    """From 1; 0 if the finding is about the whole file."""
    column: int
    """From 1, in characters; 0 if unknown."""
    severity: str
    """``"error"`` or ``"warning"``."""
    rule: str
    """The rule's id, in kebab-case."""
    message: str
    """What is wrong, in one sentence without a full stop."""
    hint: str = ""
    """What the author can do about it; printed in parentheses."""
    document: str = ""
    """The output file in which the fault was found, relative to the output folder."""
    href: str = ""
    """The link as written, if the fault is about a link."""
    count: int = 1  # type: ignore[assignment]  # hides tuple.count, which is not used here
    """The number of documents with the same fault."""

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.rule}] {self.what}"

    @property
    def place(self) -> str:
        """The path, with the line and column if they are known: ``a.md:4:1``."""
        return ":".join(str(part) for part in (in_one_line(self.path), self.line, self.column) if part)

    @property
    def what(self) -> str:
        """The message, the number of documents and the hint, in one printable line."""
        asides = [f"on {self.count} documents"] if self.count > 1 else []
        asides += [in_one_line(self.hint)] if self.hint else []
        return in_one_line(self.message) + (f" ({'; '.join(asides)})" if asides else "")


def in_one_line(text: str) -> str:
    """Return a text on one line, with control characters escaped, cut off after ``LONGEST`` characters."""
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


REMEDY = "this is a bug: please report it to the project's issue tracker, with the file"
"""The hint of an unexpected failure."""


def failure(what: str, error: BaseException) -> str:
    """Return the message that ``what`` failed ("the reader"), with the type and text of the exception."""
    return f"{what} failed: {type(error).__name__}: {' '.join(str(error).split())}"


def internal_error(what: str, error: BaseException, path: str) -> Diagnostic:
    """Return the diagnostic for a failure of ``what`` on the file at ``path``."""
    return Diagnostic(path, 0, 0, "error", "internal-error", failure(what, error), REMEDY)


def number_of(found: Iterable[Diagnostic], severity: str) -> int:
    """Return the number of diagnostics with a severity."""
    return sum(diagnostic.severity == severity for diagnostic in found)


def diagnostics_of(settings: MutableMapping[str, Any]) -> list[Diagnostic]:
    """Return the list of diagnostics that all parts of a build share."""
    found: list[Diagnostic] = settings.setdefault("DIAGNOSTICS", [])
    return found
