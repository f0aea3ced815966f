"""Read the JSX of an MDX text: tags with their attributes, statements, and expressions in braces.

Source: https://mdxjs.com/docs/what-is-mdx/. No JavaScript runs: a value is a literal or a name.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..markdown_text import Span, code_of, span_at

MARK = re.compile(
    r"(?P<comment>\{/\*)|(?P<statement>^(?:import|export)\b(?=[\s{*\"']))|(?P<math>\$\$|\$(?=[^\s$\d]))"
    r"|(?P<escaped>\\[\{<$])|(?P<tag></?(?:[A-Za-z][\w.:-]*|(?=>)))|(?P<brace>\{)",
    re.M,
)
ATTRIBUTE = re.compile(r"\s*(?:(?P<name>[A-Za-z_][\w.:-]*)|(?P<spread>\{))\s*")
IMPORT = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)?[^\"']*?from\s*[\"'](?P<path>[^\"']+)[\"']")
EXPORT = re.compile(r"export\s+(?:const|let|var)\s+(?P<name>[A-Za-z_$][\w$]*)\s*=\s*(?P<value>.*)", re.S)
PAIRS = {"{": "}", "[": "]", "(": ")"}
LONGEST = 20_000
"""Characters of one tag, statement or expression."""
MOST_UNCLOSED = 50
"""After so many tags and braces that are never closed, the rest of a text is not searched for more."""


@dataclass(frozen=True, slots=True)
class Expression:
    """JavaScript that is not a literal."""

    code: str


Value = str | bool | int | float | list["Value"] | dict[str, "Value"] | None | Expression


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that is not Markdown."""

    kind: str
    """``comment``, ``statement``, ``tag``, ``expression``; or ``unclosed`` for one that never ends."""
    start: int
    end: int
    name: str = ""
    """The name of a tag, in lower or upper case as written; empty for a fragment."""
    closes: bool = False
    is_empty: bool = False
    """Whether a tag ends with ``/>``."""
    attributes: dict[str, Value] = field(default_factory=dict)
    code: str = ""
    """A statement, or the inside of an expression."""


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the parts of a text that are not Markdown, in order; code and formulas are left out."""
    code = code_of(text)
    index = unclosed = 0
    while unclosed < MOST_UNCLOSED and (match := MARK.search(text, index)):
        index = match.end()
        if span := span_at(match.start(), code):
            index = span[1]
        elif match["math"]:
            index = _end_of_math(text, match.end(), match["math"])
        elif not match["escaped"]:
            piece = _piece(match, text, code)
            if piece:
                yield piece
                unclosed += piece.kind == "unclosed"
                index = max(index, piece.end)


def _end_of_math(text: str, start: int, mark: str) -> int:
    """Return the end of a formula; only one that begins its line with ``$$`` may contain empty lines."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    is_block = not line.removesuffix("$$").strip("> \t")
    paragraph = -1 if is_block else text.find("\n\n", start)
    end = text.find(mark, start, start + LONGEST if paragraph < 0 else paragraph)
    return end + len(mark) if end >= 0 else start


def _piece(match: re.Match[str], text: str, code: list[Span]) -> Piece | None:
    start = match.start()
    if match["comment"]:
        end = text.find("*/}", match.end())
        return Piece("comment", start, end + 3) if end >= 0 else Piece("unclosed", start, match.end())
    if match["statement"]:
        end = end_of_statement(text, start)
        return Piece("statement", start, end, code=text[start:end])
    if match["brace"]:
        end = end_of_braces(text, start)
        return (
            Piece("expression", start, end, code=text[start + 1 : end - 1])
            if end
            else Piece("unclosed", start, start + 1)
        )
    return _tag(match, text)


def _tag(match: re.Match[str], text: str) -> Piece | None:
    name = match["tag"].lstrip("</")
    if re.match(r"\s*:|[^\s/>{\w]", text[match.end() :][:1]) or ":" in name:  # <https://example.org>
        return None
    attributes: dict[str, Value] = {}
    index = match.end()
    while found := ATTRIBUTE.match(text, index, match.start() + LONGEST):
        index = found.end()
        if found["spread"]:
            index = end_of_braces(text, index - 1 if text[index - 1] == "{" else found.start("spread"))
            if not index:
                return Piece("unclosed", match.start(), match.end(), name)
            continue
        attributes[found["name"]] = True
        if text[index : index + 1] == "=":
            index, attributes[found["name"]] = _value(text, index + 1)
            if not index:
                return Piece("unclosed", match.start(), match.end(), name)
    end = re.compile(r"\s*(?P<slash>/?)\s*>").match(text, index)
    if not end:
        return Piece("unclosed", match.start(), match.end(), name)
    closes = match["tag"].startswith("</")
    return Piece("tag", match.start(), end.end(), name, closes, bool(end["slash"]), attributes)


def _value(text: str, index: int) -> tuple[int, Value]:
    """Return the end and the value of an attribute; the end is 0 if there is none."""
    while text[index : index + 1].isspace():
        index += 1
    quote = text[index : index + 1]
    if quote in {'"', "'"}:
        end = text.find(quote, index + 1)
        return (end + 1, text[index + 1 : end]) if end >= 0 else (0, None)
    end = end_of_braces(text, index) if quote == "{" else 0
    return end, literal(text[index + 1 : end - 1]) if end else None


def end_of_braces(text: str, start: int) -> int:
    """Return the index after the bracket that closes the one at ``start``; 0 if there is none."""
    stack: list[str] = []
    quote, index = "", start
    last = min(len(text), start + LONGEST)
    while index < last:
        character = text[index]
        if quote:
            index += character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character in PAIRS:
            stack.append(PAIRS[character])
        elif stack and character == stack[-1]:
            stack.pop()
            if not stack:
                return index + 1
        index += 1
    return 0


def end_of_statement(text: str, start: int) -> int:
    """Return the end of an import or export: the first empty line that is not in brackets."""
    index = start
    while (empty := text.find("\n\n", index)) >= 0:
        opened = next((at for at in range(index, empty) if text[at] in PAIRS), -1)
        if opened < 0:
            return empty
        closed = end_of_braces(text, opened)
        if not closed:
            return empty
        index = closed
    return len(text)


def literal(code: str) -> Value:
    """Return the value of a JavaScript literal; an ``Expression`` if it is none."""
    code = code.strip().rstrip(";").strip()
    match = re.fullmatch(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\$]|\\.)*)`", code, re.S)
    if match:
        inner = next(one for one in match.groups() if one is not None)
        return re.sub(r"\\(.)", lambda one: {"n": "\n", "t": "\t"}.get(one[1], one[1]), inner, flags=re.S)
    try:
        value: Value = json.loads(_as_json(code))
    except (ValueError, RecursionError):
        return Expression(code)
    return value


STRING = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|(?P<key>[A-Za-z_$][\w$]*)(?=\s*:)|(?P<comma>,)(?=\s*[\]}])",
    re.S,
)


def _as_json(code: str) -> str:
    """Return a JavaScript array or object as JSON: keys and strings in double quotes, no comma at the end."""

    def changed(match: re.Match[str]) -> str:
        if match["comma"]:
            return ""
        if match["key"]:
            return json.dumps(match["key"])
        return json.dumps(re.sub(r"\\(.)", r"\1", match[0][1:-1], flags=re.S))

    return STRING.sub(changed, code)


def bindings_of(statement: str) -> dict[str, Value]:
    """Return the names that a statement defines: the path of an import, the value of an export."""
    if match := EXPORT.match(statement):
        return {match["name"]: literal(match["value"])}
    found: dict[str, Value] = {}
    for line in re.split(r"^(?=import\b)", statement, flags=re.M):
        if line.startswith("import") and (match := IMPORT.match(line.removeprefix("import").strip())):
            found |= {match["name"]: match["path"]} if match["name"] else {}
    return found
