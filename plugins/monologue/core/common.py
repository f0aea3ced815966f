"""What every plugin of the bundle carries: diagnostics, and settings that are read with care.

A plugin works when its folder alone is copied into a site, so it can import
nothing from its neighbours: this file stands in each of them, and a test
holds the copies identical. What the plugins share at run time is one list,
``settings["DIAGNOSTICS"]``; whichever plugin's report comes first prints all of it.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, NamedTuple, TextIO, TypeVar

T = TypeVar("T")

LONGEST = 300
"""The characters of a message that are printed."""

FATAL = {"never": frozenset[str](), "error": {"error"}, "warning": {"error", "warning"}}
"""For each value of the setting ``FAIL_ON``, the severities that fail the build."""


class Diagnostic(NamedTuple):
    """One finding, sorted by its place. A tuple, so that those of several plugins compare."""

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


class SettingsError(ValueError):
    """A setting that cannot be used; the message quotes it and says what can."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``"did you mean X?"`` for the nearest known word, or an empty text."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {by_lower[near[0]]}?" if near else ""


def unknown(what: str, hint: str) -> SettingsError:
    """Say that ``what``, quoted as it was written, is not a setting."""
    return SettingsError(f"{what} is not a setting" + (f" ({hint})" if hint else ""))


def read_settings(cls: type[T], name: str, settings: Mapping[str, Any]) -> T:
    """Read the dictionary ``settings[name]`` into the dataclass ``cls``.

    Each field of ``cls`` is one key, its default tells the type. Lists and
    tuples are taken for each other.

    Raises:
        SettingsError: For a key that is not a field, a value of another type,
            a ``FAIL_ON`` that is not one of ``FATAL``, or a misspelt ``name``
            among the site's settings.
    """
    defaults = {field.name: getattr(cls(), field.name) for field in fields(cls)}  # type: ignore[arg-type]
    for key in settings:
        if key != name and key.isupper() and get_close_matches(key, [name], cutoff=0.85):
            raise unknown(key, f"did you mean {name}?")
    if settings.get("FAIL_ON", "never") not in FATAL:
        raise SettingsError(f"FAIL_ON must be one of {', '.join(FATAL)}, not {settings['FAIL_ON']!r}")
    given = settings.get(name, {})
    if not isinstance(given, Mapping):
        raise SettingsError(f"{name} must be a dictionary, not {given!r}")
    values = {}
    for key, value in given.items():
        if key not in defaults:
            raise unknown(f"{name}[{key!r}]", did_you_mean(str(key), defaults))
        values[key] = _as_type_of(defaults[key], value, f"{name}[{key!r}]")
    return cls(**values)


def _as_type_of(default: Any, value: Any, where: str) -> Any:
    if isinstance(default, tuple) and isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(value)
    wanted = (int, float) if isinstance(default, float) else type(default)
    if isinstance(value, bool) != isinstance(default, bool) or not isinstance(value, wanted):
        kind = "a list" if isinstance(default, tuple) else type(default).__name__
        raise SettingsError(f"{where} must be {kind}, not {value!r}")
    return value


def diagnostics_of(settings: MutableMapping[str, Any]) -> list[Diagnostic]:
    """Return the list that all plugins of one build add to."""
    found: list[Diagnostic] = settings.setdefault("DIAGNOSTICS", [])
    return found


def report(settings: MutableMapping[str, Any], stream: TextIO, argv: Sequence[str]) -> None:
    """Print every diagnostic of every plugin once, sorted, then fail once.

    ``stream`` is the process's own standard error: rich, which Pelican lets stand
    in for it, would break ``path:line:column`` at the width of the terminal.

    Raises:
        SystemExit: With status 1 if one is as severe as ``FAIL_ON`` says
            (``"never"``, ``"error"`` or ``"warning"``; the default is never).
            Not under ``pelican --autoreload``, which should go on watching.
    """
    found = sorted(set(settings.pop("DIAGNOSTICS", ())))
    if found:
        # In one piece, and over the line on which Pelican turns its wheel, in a thread of its own.
        stream.write("\r\x1b[K" * stream.isatty() + "".join(f"{diagnostic}\n" for diagnostic in found))
        stream.flush()
    severities = {diagnostic.severity for diagnostic in found}
    watched = any(re.fullmatch(r"--autoreload|-[a-z]*r[a-z]*", argument) for argument in argv)
    if severities & FATAL[settings.get("FAIL_ON", "never")] and not watched:
        raise SystemExit(1)
