"""Read YAML into plain data, with the position of each field. No other objects are ever created.

The values are built from the parser's events, so the limits are enforced during
parsing: data that is too deep or too large is never built.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..model import Fault, Position, Source, SourceError
from .bounds import DEEP, LONG, MANY, MAX_DEPTH, MAX_PATH, MAX_VALUES
from .spaces import lacks_space
from .unquoted import quote_fields, quote_placeholders
from .yaml_errors import LOADER, explain

FIRST_YEAR = 1000
"""Smaller numbers in ``[[a, 5]]`` are not years, so the value is a nested list."""

WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
NUMBER = re.compile(r"-?\d{1,17}(\.\d{1,15})?")
PAIR = re.compile(
    r"(?<!\\)(?P<before>(?:\\\\)*+)\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})", re.I
)
"""A pair of UTF-16 escapes for one character beyond U+FFFF, not after an escaped backslash."""
BREAKS = {0x85: 0xFDD0, 0x2028: 0xFDD1, 0x2029: 0xFDD2}
"""Line ends in YAML 1.1, text in YAML 1.2; they are replaced by Unicode noncharacters during parsing."""


def read_yaml(text: str, line: int) -> Source | None:
    """Read a block that begins on ``line`` of its file; None if it is not a mapping.

    If it is not YAML, values that only lack quotes are quoted: unfilled placeholders
    ``{{…}}``, and texts with a second colon.

    Raises:
        SourceError: If it is not YAML, defines a field twice, or is too deep or too large.
    """
    try:
        return _Builder(text, line).source()
    except SourceError as error:
        quoted, lines = quote_placeholders(pairs_joined(text), line)
        quoted, faults = quote_fields(quoted, line)
        if error.fault.rule != "invalid-yaml" or quoted == text:
            raise
    found = _Builder(quoted, line).source()
    paths = tuple(path for path, (at, _) in found.positions.items() if at in lines) if found else ()
    return found and Source(
        found.data, found.positions, found.quoted - set(paths), paths, (*faults, *found.faults)
    )


def pairs_joined(text: str) -> str:
    """Replace ``\\ud83d\\ude00`` with ``\\U0001f600``: JSON and js-yaml read such pairs, libyaml does not."""

    def joined(match: re.Match[str]) -> str:
        high, low = int(match["high"], 16) - 0xD800, int(match["low"], 16) - 0xDC00
        return f"{match['before']}\\U{0x10000 + high * 0x400 + low:08x}"

    return PAIR.sub(joined, text)


def resolve(text: str) -> Any:
    """Return the value of a plain scalar.

    A number is converted only if printing it gives the same text; everything
    else stays text: ``1.10``, ``007``, ``2024-01-05``, ``yes``.
    """
    if text in WORDS:
        return WORDS[text]
    if match := NUMBER.fullmatch(text):
        number = float(text) if match[1] else int(text)
        return number if str(number) == text else text
    return text


class _Builder:
    """One pass over the events of one block."""

    def __init__(self, text: str, line: int) -> None:
        self.text, self.line = text if text.isascii() else text.translate(BREAKS), line
        self.breaks = {} if self.text == text else {new: old for old, new in BREAKS.items()}
        self.positions: dict[str, Position] = {}
        self.quoted: set[str] = set()
        self.faults: list[Fault] = []
        self.anchors: dict[str, tuple[Any, int, str]] = {}
        self.count = 0

    def source(self) -> Source | None:
        try:
            events = iter(yaml.parse(self.text, Loader=LOADER))
            next(events)  # the stream begins
            if isinstance(next(events), yaml.StreamEndEvent):
                return Source()
            data = self.value(events, next(events), "", 0)
            next(events)  # the document ends
            if not isinstance(rest := next(events), yaml.StreamEndEvent):
                raise self.error("invalid-yaml", "there is more than one YAML document in the block", rest)
        except yaml.YAMLError as error:
            raise SourceError(explain(error, self.text, self.line)) from None
        if data is None:
            return Source()
        if not isinstance(data, dict):
            return None
        return Source(data, self.positions, frozenset(self.quoted), faults=tuple(self.faults))

    def error(self, rule: str, message: str, event: Any, hint: str = "") -> SourceError:
        return SourceError(Fault(rule, message, *self.place(event), hint))

    def place(self, event: Any) -> Position:
        return event.start_mark.line + self.line, event.start_mark.column + 1

    def value(self, events: Iterator[Any], event: Any, path: str, depth: int) -> Any:
        self.count += 1
        if depth > MAX_DEPTH:
            raise self.error("too-deep", DEEP, event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path)
        before = self.count
        if isinstance(event, yaml.ScalarEvent):
            built = self.scalar(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            built = self.linked(event, path, self.sequence(events, path, depth))
        else:
            built = self.mapping(events, path, depth)
        if event.anchor:
            self.anchors[event.anchor] = built, self.count - before + 1, path
        if self.count > MAX_VALUES:
            raise self.error("too-large", MANY, event)
        return built

    def check_space(self, event: Any) -> None:
        """Report a text below a field, such as ``src:x`` or ``-a``, that was meant as a mapping or a list."""
        index = event.start_mark.index
        end = self.text.find("\n", index)
        if not event.style and (found := lacks_space(self.text[index : end if end >= 0 else None])):
            line, column = self.place(event)
            message = f"{found.message}, so this is read as text"
            self.faults.append(Fault("missing-space", message, line, column + found.column, found.hint))

    def alias(self, event: Any, path: str) -> Any:
        if event.anchor not in self.anchors:
            raise self.error(
                "invalid-yaml", f"the alias *{event.anchor} is not defined before it is used", event
            )
        built, size, origin = self.anchors[event.anchor]
        self.count += size
        if self.count > MAX_VALUES:
            raise self.error("too-large", f"aliases expand to more than {MAX_VALUES:,} values", event)
        self.copy_places(built, origin, path)
        return built

    def copy_places(self, built: Any, origin: str, path: str) -> None:
        """Record that a value at ``path``, and the fields in it, are written at ``origin``."""
        if origin in self.quoted:
            self.quoted.add(path)
        for name, inner in built.items() if isinstance(built, dict) else ():
            there, here = f"{origin}.{name}", f"{path}.{name}" if path else name
            self.positions.setdefault(here, self.positions[there])
            self.copy_places(inner, there, here)

    def scalar(self, event: Any, path: str) -> Any:
        text = event.value.translate(self.breaks) if self.breaks else event.value
        if event.style or not event.implicit[0]:
            self.quoted.add(path)
            return text
        return resolve(text)

    def linked(self, event: Any, path: str, items: list[Any]) -> Any:
        """Return ``[[Kyoto]]`` and ``[[Aug 5th, 2021]]``, which YAML reads as nested lists, as text."""
        line, column = self.place(event)
        if self.positions.get(f"{path}.0") != (line, column + 1) or f"{path}.0.0" in self.quoted:
            return items
        match items:
            case [[str(name)]]:
                return f"[[{name}]]"
            case [[str(day), int(year)]] if year >= FIRST_YEAR:
                return f"[[{day}, {year}]]"
        return items

    def sequence(self, events: Iterator[Any], path: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            inner = f"{path}.{len(items)}"
            self.positions[inner] = self.place(event)
            items.append(self.value(events, event, inner, depth + 1))
        return items

    def mapping(self, events: Iterator[Any], path: str, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.error(
                    "invalid-yaml", "the name of a field must be text", event, "put the name in quotes"
                )
            key = event.value.translate(self.breaks) if self.breaks else event.value
            inner = f"{path}.{key}" if path else key
            if len(inner) > MAX_PATH:
                raise self.error("too-large", LONG, event)
            if key in built:
                first = self.positions[inner][0]
                message = f"{key} is defined on line {first} and again on line {self.place(event)[0]}"
                raise self.error("duplicate-key", message, event, "remove one of them")
            self.positions[inner] = self.place(event)
            value = next(events)
            if isinstance(value, yaml.ScalarEvent) and self.place(value)[0] > self.place(event)[0]:
                self.check_space(value)
            built[key] = self.value(events, value, inner, depth + 1)
        return self.merged(built, path) if "<<" in built else built

    def merged(self, built: dict[str, Any], path: str) -> dict[str, Any]:
        """Merge the mappings that ``<<`` names, as js-yaml, Ruby and Go do.

        If two have the same key, the first is used. Source: https://yaml.org/type/merge.html.
        """
        origin = f"{path}.<<" if path else "<<"
        named = {origin: built["<<"]}
        if isinstance(built["<<"], list):
            named = {f"{origin}.{index}": item for index, item in enumerate(built["<<"])}
        if not all(isinstance(item, dict) for item in named.values()):
            return built
        whole: dict[str, Any] = {}
        for item in reversed(named.values()):
            whole |= item
        own = {key: value for key, value in built.items() if key != "<<"}
        for place, item in named.items():
            first = {key: value for key, value in item.items() if key not in own}
            self.copy_places(first, place, path)
        return whole | own
