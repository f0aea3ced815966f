"""Read plain literals from JavaScript and TypeScript as text. Nothing is executed.

``export const SITE = {title: "x"}`` gives ``{"SITE": {"title": "x"}}``; values that are not plain
literals (a call, a variable, a template with ``${…}``) are left out.
"""

import json
import re
from typing import Any

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_$][\w$]*)|(?P<mark>\.\.\.|=>|[^\s\w])""",
    re.DOTALL,
)
WORDS = {"true": True, "false": False, "null": None, "undefined": None}
OPENING, CLOSING = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}
MAX_DEPTH, MAX_SIZE = 40, 400_000
ESCAPE = re.compile(r"\\(?P<char>u[0-9a-fA-F]{4}|.)", re.DOTALL)


class Opaque:
    """The value of an expression that is not a plain literal."""


OPAQUE = Opaque()


def literals(text: str) -> dict[str, Any]:
    """Return the literals of a module by the names that it gives them.

    ``default`` is the object of ``export default``, ``module.exports``, or of a
    call in their place, such as ``defineConfig({…})``; ``return`` that of the last ``return {…}``.
    """
    reader = _Reader(tokens(text[:MAX_SIZE]))
    found: dict[str, Any] = {}
    while not reader.is_done:
        name = reader.declaration()
        if name:
            value = reader.value(0)
            if not isinstance(value, Opaque):
                found.setdefault(name, value)
    return found


def tokens(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a module, without its comments."""
    found = ((str(match.lastgroup), match[0]) for match in TOKEN.finditer(text))
    return [(kind, value) for kind, value in found if kind != "comment"]


def unquoted(written: str) -> Any:
    """Return a string literal as text; a template with a substitution is not a plain literal."""
    body = written[1:-1]
    if written[0] == "`" and "${" in body:
        return OPAQUE

    def plain(match: re.Match[str]) -> str:
        char = match["char"]
        return str(json.loads(f'"\\{char}"')) if char[0] in "unrt" and char != "u" else char.strip("\n")

    return ESCAPE.sub(plain, body)


class _Reader:
    """Reads values from a list of tokens."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.tokens, self.index = found, 0

    @property
    def is_done(self) -> bool:
        return self.index >= len(self.tokens)

    def peek(self, ahead: int = 0) -> str:
        """Return a token without going on; empty at the end."""
        index = self.index + ahead
        return self.tokens[index][1] if index < len(self.tokens) else ""

    def declaration(self) -> str:
        """Go on by one token; return a name if a value follows."""
        word = self.peek()
        self.index += 1
        if word in {"const", "let", "var"}:
            return self._declared()
        if (word, self.peek()) == ("export", "default"):
            self.index += 1
            return self._opened("default")
        if (word, self.peek(), self.peek(1), self.peek(2)) == ("module", ".", "exports", "="):
            self.index += 3
            return self._opened("default")
        if word == "{" and self.index == 1:
            self.index = 0
            return "default"
        return "return" if word == "return" and self.peek() == "{" else ""

    def _declared(self) -> str:
        """Skip a declaration up to its ``=``; return its name."""
        name = self.peek()
        for ahead in range(1, 40):
            if self.peek(ahead) == "=":
                self.index += ahead + 1
                return self._opened(name)
            if self.peek(ahead) in {";", "=>", ""}:
                break
        return ""

    def _opened(self, name: str) -> str:
        """Skip the beginning of a call, such as ``defineConfig(``, in front of an object."""
        if self.index < len(self.tokens) and self.tokens[self.index][0] == "name" and self.peek(1) == "(":
            self.index += 2 if self.peek(2) in {"{", "["} else 0
        return name

    def value(self, depth: int) -> Any:
        """Read one value; return ``OPAQUE`` if it is not a plain literal."""
        start = self.index
        found = self._literal(depth)
        while self.peek() in {"as", "satisfies"} and not isinstance(found, Opaque):
            self.index += 2
        if depth and self.peek() not in {",", "]", "}", ")"}:
            self.index, found = start, OPAQUE
            self._skip()
        return found

    def _literal(self, depth: int) -> Any:
        kind, written = self.tokens[self.index] if not self.is_done else ("", "")
        if depth < MAX_DEPTH and written in {"{", "["}:
            self.index += 1
            return self._object(depth) if written == "{" else self._array(depth)
        self.index += 1 if kind else 0
        if kind == "text":
            return unquoted(written)
        if kind == "number":
            return float(written) if "." in written else int(written)
        return WORDS.get(written, OPAQUE) if kind == "name" else OPAQUE

    def _array(self, depth: int) -> list[Any]:
        found = []
        while not self.is_done and self.peek() != "]":
            value = self.value(depth + 1)
            if not isinstance(value, Opaque):
                found.append(value)
            self._next("]")
        self.index += 1
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self.is_done and self.peek() != "}":
            kind, name = self.tokens[self.index]
            self.index += 1
            if self.peek() == ":" and kind in {"name", "text", "number"}:
                self.index += 1
                value = self.value(depth + 1)
                if not isinstance(value, Opaque):
                    found[str(unquoted(name)) if kind == "text" else name] = value
            else:
                self.index -= 1
                self._skip()
            self._next("}")
        self.index += 1
        return found

    def _next(self, end: str) -> None:
        """Go on past a comma; any other token but the end is skipped, so that reading always ends."""
        if self.peek() == "," or (self.peek() and self.peek() != end):
            self.index += 1

    def _skip(self) -> None:
        """Go on to the end of an expression."""
        waiting: list[str] = []
        while not self.is_done:
            token = self.peek()
            if not waiting and (token == "," or token in CLOSING):
                return
            if token in OPENING:
                waiting.append(OPENING[token])
            elif waiting and token == waiting[-1]:
                waiting.pop()
            self.index += 1
