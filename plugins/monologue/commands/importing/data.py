"""Read configuration files and front matter as plain data. Faults give empty data, never an exception."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from posixpath import splitext
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from .literals import literals

BLOCK = re.compile(
    r"\A\ufeff?(?:(?P<yaml>---)|(?P<toml>\+\+\+)|(?P<fence>---json|;;;)|(?P<code>---js(?:avascript)?))"
    r"[ \t]*\n(?P<text>.*?)^(?:---|\+\+\+|;;;|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""The block of front matter at the beginning of a text."""
CLOCK = re.compile(r"(?<=\d)[ T]+(?=\d{2}:)")
OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}\Z)")
DATED = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})")
MAX_SIZE = 1_000_000
"""Longer front matter and configuration files are not read, in characters."""


class Loader(yaml.SafeLoader):
    """A loader that leaves dates as they are written."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_multi_constructor("!", lambda loader, suffix, node: None)  # Quarto's `!expr`


def read_data(text: str, form: str) -> dict[str, Any]:
    """Return a text as a mapping; ``form`` is ``yaml``, ``toml`` or ``json``.

    A text that is not valid, or is not a mapping, is empty.
    """
    try:
        found = _load(text, form) if len(text) <= MAX_SIZE else {}
    except (ValueError, TypeError, RecursionError, yaml.YAMLError, AttributeError):
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _load(text: str, form: str) -> Any:
    if form == "toml":
        return tomllib.loads(text)
    return json.loads(text) if form == "json" else yaml.load(text, Loader)


def form_of(name: str) -> str:
    """Return the form of a file by its extension."""
    extension = splitext(name)[1].lower()
    return {".toml": "toml", ".json": "json"}.get(extension, "yaml")


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of a text and its body."""
    text = text.replace("\r\n", "\n")
    if not (match := BLOCK.match(text)):
        return _leading_json(text)
    if match["code"]:
        found = literals(match["text"])
        return {**found, **(found.get("default") or {})}, text[match.end() :]
    form = "toml" if match["toml"] else "json" if match["fence"] else "yaml"
    written = f"{{{match['text']}}}" if match["fence"] == ";;;" else match["text"]
    return read_data(written, form), text[match.end() :]


def _leading_json(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of Hugo's JSON front matter, an object without fences."""
    if text.startswith("{"):
        try:
            found, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return {}, text
        return (found, text[end:]) if isinstance(found, dict) else ({}, text)
    return {}, text


def at(data: Any, *path: str) -> Any:
    """Return the value at a path of keys, which are not case-sensitive; None if there is none."""
    for key in path:
        if not isinstance(data, Mapping):
            return None
        data = next((value for name, value in data.items() if str(name).lower() == key.lower()), None)
    return data


def text_at(data: Any, *path: str) -> str:
    """Return the text at a path of keys, in one line of printable characters; empty if there is none."""
    value = at(data, *path)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return "".join(char for char in " ".join(str(value).split()) if char.isprintable())


def listed(value: Any) -> list[Any]:
    """Return a list as it is, and any other value as a list of one; None is an empty list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone; None if the name is unknown."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant(value: Any) -> datetime | None:
    """Return a date of front matter, with the offset that it has; None if it is not in ISO form.

    Hugo's ``0001-01-01`` means that there is no date. The last year has no offset, because
    no other time zone may be able to express it.
    """
    found = _instant(value)
    if found and found.year >= 9999:
        return found.replace(tzinfo=None)
    return found if found and found.year > 1 else None


def _instant(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    written = OFFSET.sub("", CLOCK.sub("T", str(value).strip()[:60].removesuffix(" UTC")))
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        match = DATED.match(written)
    try:
        return datetime(*map(int, match["date"].split("-"))) if match else None  # type: ignore[arg-type]
    except ValueError:
        return None
