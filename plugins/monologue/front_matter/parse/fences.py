"""Split a file into front matter and body."""

import re
from dataclasses import dataclass

from ..model import Fault, SourceError
from .spaces import looks_like_fields

YAML_OPEN = re.compile(r"---[ \t]*(?P<language>[a-z]*)[ \t]*(?:\n|\Z)", re.I)
YAML_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
TOML_OPEN = re.compile(r"\+\+\+[ \t]*(?:\n|\Z)")
TOML_CLOSE = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.M)
JSON_OPEN = re.compile(r'\{\s*["}]')
KEY_LINE = re.compile(r"\s*(?:#.*\n\s*)*[\"']?[^\s\"'][^\n]*?[\"']?:(?:\s|\Z)")
TOML_LINE = re.compile(
    r"""(?:[ \t]*+(?:\#[^\n]*+)?\n)*+[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[\w \t.'"-]*?="""
    r"""[ \t]*+["'\[{\dtf+-]"""
)
"""The first line that is neither empty nor a comment is a TOML key and value."""
CLASSIC_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
"""A field as Python-Markdown's ``meta`` extension, and so Pelican, reads it."""
YAML_LINE = re.compile(r"[ \t]*- |[ \t]+\S|[A-Za-z0-9_-]+:(?:[ \t]|\Z)")
CONTINUED = re.compile(r" {4,}(?P<value>.*)")

LANGUAGES = {
    "": "yaml",
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
    "json": "json",
    "js": "code",
    "javascript": "code",
    "ts": "code",
    "coffee": "code",
}
"""The languages that gray-matter (Eleventy, Astro) allows after the opening fence."""

CLASSIC_FIELDS = frozenset(
    "title date modified tags category author authors slug summary status lang template".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """A file, split into front matter and body."""

    kind: str
    """``"yaml"``, ``"toml"``, ``"json"``, ``"code"``, ``"classic"`` or ``"none"``."""
    text: str
    """The front matter without its fences."""
    line: int
    """The line of the file on which ``text`` begins, from 1."""
    body: str
    fence: str = ""
    """The opening fence; empty if there is none."""


def split(text: str) -> Block:
    """Split a file into front matter and body.

    ``text`` has ``\\n`` line ends. Empty lines before the front matter are
    skipped. A thematic break at the start of the body is not a fence.

    Raises:
        SourceError: If a fence is never closed.
    """
    start = len(text) - len(text.lstrip("\n\t \ufeff"))
    start = text.rfind("\n", 0, start) + 1 if start < len(text) else start
    if opening := YAML_OPEN.match(text, start):
        kind = LANGUAGES.get(opening["language"].lower())
        return _fenced(text, opening, kind, YAML_CLOSE) if kind else _without(text)
    if opening := TOML_OPEN.match(text, start):
        return _fenced(text, opening, "toml", TOML_CLOSE)
    if JSON_OPEN.match(text, start):
        return Block("json", text[start:], _line(text, start), "", "{")
    return _classic(text, start) or _without(text)


def _without(text: str) -> Block:
    return Block("none", "", 1, text)


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _fenced(text: str, opening: re.Match[str], kind: str, close: re.Pattern[str]) -> Block:
    begin, fence = opening.end(), opening[0].strip()
    closing = close.search(text, begin)
    inside = text[begin : closing.start()] if closing else text[begin:]
    # Without a language, --- may be a thematic break: fields or nothing must follow.
    is_toml = bool(closing and TOML_LINE.match(inside))
    has_fields = fence != "---" or bool(KEY_LINE.match(inside)) or is_toml or looks_like_fields(inside)
    if closing and (has_fields or not re.sub(r"#.*", "", inside).strip()):
        return Block(kind, inside, _line(text, begin), text[closing.end() :], fence)
    if not has_fields or inside.startswith("\n"):
        return _without(text)
    message = f"the front matter opened by {fence} is never closed"
    hint = f"write {fence[:3]} on the line after the last field"
    raise SourceError(Fault("unterminated", message, _line(text, opening.start()), 1, hint))


def _classic(text: str, start: int) -> Block | None:
    """Return the ``Key: value`` lines at the start, if one of them is a field of Pelican's.

    A closing fence may end them; if there are lists before it, they are YAML, as in Hexo.
    """
    keys: set[str] = set()
    end = start
    for row in text[start:].split("\n"):
        field = CLASSIC_LINE.match(row)
        if not row.strip() or not (field or (keys and CONTINUED.match(row))):
            break
        if field:
            keys.add(field["key"].lower())
        end = min(end + len(row) + 1, len(text))
    if not keys & CLASSIC_FIELDS:
        return None
    closing = YAML_CLOSE.search(text, end)
    rows = text[end : closing.start()].split("\n")[:-1] if closing else [""]
    if closing and all(map(YAML_LINE.match, rows)):
        kind, fence = ("yaml", closing[0].strip()) if rows else ("classic", "")
        return Block(kind, text[start : closing.start()], _line(text, start), text[closing.end() :], fence)
    return Block("classic", text[start:end], _line(text, start), text[end:])
