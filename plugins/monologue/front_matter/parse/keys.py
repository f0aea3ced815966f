"""Find the positions of keys and list items in TOML and JSON, because Python's parsers do not keep them.

Values are not read here; a test compares the paths with what ``tomllib`` and ``json`` read.
Sources of the grammars: https://toml.io/en/v1.0.0 and RFC 8259.
"""

import json
import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field

from ..model import Fault, Position, SourceError
from .bounds import DEEP, LONG, MAX_DEPTH, MAX_PATH

TOML_TOKEN = re.compile(
    r"""\"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)|'{3}(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"?|'[^'\n]*+'?"""
    r"""|\#[^\n]*+|\n|[\[\]{}=,.]|[^\s\[\]{}=,."'\#]++""",
    re.S,
)
"""A string (an unclosed one ends with its line, or with the document), a comment, a line end, a punctuation
mark, or a word: a bare key, a number, a date."""
JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}:,]|[^\s\[\]{}:,"]++', re.S)

END = "\0"
"""Terminates a part of a path during parsing: ``a.b`` may be one key, and a key may be empty."""


@dataclass(slots=True)
class _Frame:
    """An open table or array."""

    kind: str
    """``"table"`` for the document and below a header, ``"inline"`` for ``{ }``, ``"array"`` for ``[ ]``."""
    path: str
    is_open: bool = True
    """Whether a key, or an item, may begin here."""
    value: str = ""
    """The path of the current value; in all paths here, ``END`` follows each part."""
    count: int = 0
    """The number of array items so far."""


@dataclass(slots=True)
class Keys:
    """The keys of one text, which begins on ``line`` of its file.

    Raises:
        SourceError: If a key is nested too deeply, or its path is too long.
    """

    text: str
    line: int
    positions: dict[str, Position] = field(default_factory=dict)
    """By dotted path; the items of arrays, and TOML's arrays of tables, are named by their index, from 0."""
    twice: Fault | None = None
    """The first key that is defined twice in one table."""

    _lines: list[int] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    """The parts of the current key."""
    _start: int = 0
    """The index at which that key begins."""
    _header: str = ""
    """The opening brackets of the current header."""
    _tables: dict[str, int] = field(default_factory=dict)
    """The index of the last table of each array of tables."""
    _defined: dict[str, Position] = field(default_factory=dict)
    """The keys that have a value, and the tables that have a header."""

    def __post_init__(self) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def read_toml(self) -> "Keys":
        """Read a TOML document."""
        self._frames = [_Frame("table", "")]
        for match in TOML_TOKEN.finditer(self.text):
            if not match[0].startswith("#"):
                self._take(match[0], match.start())
        return self

    def read_json(self) -> "Keys":
        """Read a JSON value, which is like an inline table of TOML with colons."""
        self._frames = [_Frame("table", "", is_open=False)]
        for match in JSON_TOKEN.finditer(self.text):
            self._take("=" if match[0] == ":" else match[0], match.start())
        return self

    def _take(self, token: str, index: int) -> None:
        frame = self._frames[-1]
        if token == "\n":
            if frame.kind == "table":
                frame.is_open, self._header, self._parts = True, "", []
            return
        if frame.is_open and frame.kind != "array":
            self._read_key(frame, token, index)
            return
        if frame.is_open and token not in {",", "]"}:
            frame.value, frame.is_open = self._join(frame.path, str(frame.count), index), False
            frame.count += 1
            self.positions.setdefault(_dotted(frame.value), self._place(index))
        if token in {"[", "{"}:
            self._frames.append(_Frame("array" if token == "[" else "inline", frame.value))
            if len(self._frames) > MAX_DEPTH:
                raise self._error("too-deep", DEEP, index)
        elif token in {"]", "}"} and len(self._frames) > 1:
            self._frames.pop()
        elif token == ",":
            frame.is_open = frame.kind != "table"

    def _read_key(self, frame: _Frame, token: str, index: int) -> None:
        if token == "[" and frame.kind == "table" and not self._parts:
            self._header += token
        elif token == "]" and self._header and self._parts:
            self._open_table(frame)
        elif token == "=" and self._parts:
            frame.value = self._define(frame.path, self._parts)
            frame.is_open, self._parts = False, []
        elif token == "}" and len(self._frames) > 1:
            self._frames.pop()
        elif token not in {"[", "]", "{", "}", "=", ",", "."}:
            self._start = self._start if self._parts else index
            self._parts.append(_name(token))

    def _open_table(self, frame: _Frame) -> None:
        """Enter the table that a header names; ``[a.b]`` below ``[[a]]`` is in the last table of ``a``."""
        place, path = self._place(self._start), ""
        *above, last = self._parts
        for part in above:
            path = self._note(path, part, place)
            path = f"{path}{self._tables[path]}{END}" if path in self._tables else path
        if self._header == "[[":
            array = self._note(path, last, place)
            self._tables[array] = self._tables.get(array, -1) + 1
            path = self._note(array, str(self._tables[array]), place)
        else:
            path = self._define(path, [last])
        frame.path, frame.is_open, self._header, self._parts = path, False, "", []

    def _define(self, path: str, parts: list[str]) -> str:
        """Return the path of a key that gets a value."""
        place = self._place(self._start)
        for part in parts:
            path = self._note(path, part, place)
        if path in self._defined and not self.twice:
            message = (
                f"{_dotted(path)} is defined on line {self._defined[path][0]} and again on line {place[0]}"
            )
            self.twice = Fault("duplicate-key", message, *place, "remove one of them")
        self._defined.setdefault(path, place)
        return path

    def _note(self, path: str, part: str, place: Position) -> str:
        path = self._join(path, part, self._start)
        self.positions.setdefault(_dotted(path), place)
        return path

    def _join(self, path: str, part: str, index: int) -> str:
        if len(path) + len(part) > MAX_PATH:
            raise self._error("too-large", LONG, index)
        return f"{path}{part.replace(END, '')}{END}"

    def _place(self, index: int) -> Position:
        row = bisect_right(self._lines, index)
        return self.line + row - 1, index - self._lines[row - 1] + 1

    def _error(self, rule: str, message: str, index: int) -> SourceError:
        return SourceError(Fault(rule, message, *self._place(index)))


def _dotted(path: str) -> str:
    return path.removesuffix(END).replace(END, ".")


def _name(token: str) -> str:
    """Return the name that a bare or quoted key stands for."""
    if token[0] == '"' and "\\" in token:
        with suppress(ValueError):
            return str(json.loads(token, strict=False))
        with suppress(ValueError):  # TOML's \U0001F600 is not JSON
            return str(tomllib.loads(f"name = {token}")["name"])
    return token[1:-1] if token[0] in "\"'" else token
