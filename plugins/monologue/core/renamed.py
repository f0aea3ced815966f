"""Keys of this bundle's settings that have a new name. Touches neither the disk nor Pelican.

A renamed key is read for at least one minor version more: add an entry to ``RENAMED``. A build that
finds the old name warns, and ``monologue upgrade`` writes the new one.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Renamed:
    """A key of a dictionary that has a new name."""

    setting: str
    """The name of the dictionary: ``"MONOLOGUE"``."""
    old: str
    new: str
    until: str
    """The first version that does not read the old name: ``"0.3"``."""

    def __str__(self) -> str:
        names = f"{self.setting}[{self.old!r}] is now {self.setting}[{self.new!r}]"
        return f"{names}, and will stop working in {self.until}"


RENAMED: tuple[Renamed, ...] = ()
"""All renamed keys that are still read."""


def with_new_names(settings: Mapping[str, Any], name: str) -> Any:
    """Return the setting ``name``, ``{}`` by default; the keys of a dictionary have their new names.

    An old name whose new one is also set is kept, so that it is reported as unknown.
    """
    given = settings.get(name, {})
    if not isinstance(given, Mapping):
        return given
    new = {one.old: one.new for one in RENAMED if one.setting == name and one.new not in given}
    return {new.get(key, key): value for key, value in given.items()}


def used(settings: Mapping[str, Any]) -> list[Renamed]:
    """Return the renamed keys that a site's settings have."""
    return [
        one for one in RENAMED if isinstance(given := settings.get(one.setting), Mapping) and one.old in given
    ]


class Key(NamedTuple):
    """A key of a dictionary in Python code, written as plain text."""

    setting: str
    """The name of the variable that has the dictionary."""
    name: str
    line: int
    """From 1."""
    start: int
    """The offset of the name in its line, in bytes."""


def keys_in(source: bytes) -> list[Key]:
    """Return the keys that a settings file writes, in the order of their places.

    Keys that the code computes are not found; neither are those of code that cannot be parsed.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    lines, found = source.splitlines(), set()
    for setting, key in _keys(tree):
        name, start = (key.arg, 0) if isinstance(key, ast.keyword) else (key.value, len("'"))
        start += key.col_offset
        # A name with a prefix or an escape, such as r"x", is not at this place.
        if isinstance(name, str) and lines[key.lineno - 1][start:].startswith(name.encode()):
            found.add(Key(setting, name, key.lineno, start))
    return sorted(found, key=lambda key: (key.line, key.start))


def places_of(one: Renamed, source: bytes) -> list[Key]:
    """Return where a settings file writes an old name."""
    return [key for key in keys_in(source) if (key.setting, key.name) == (one.setting, one.old)]


def with_new_names_written(source: bytes) -> bytes:
    """Return a settings file with the new names; all else stays byte for byte.

    An old name stays if the file also writes the new one: the owner has to decide which value is meant.
    """
    keys = keys_in(source)
    written = {(key.setting, key.name) for key in keys}
    new = {(one.setting, one.old): one.new for one in RENAMED if (one.setting, one.new) not in written}
    lines = source.splitlines(keepends=True)
    for setting, name, line, start in reversed(keys):  # so that offsets in the same line stay right
        if (setting, name) in new:
            text = lines[line - 1]
            lines[line - 1] = text[:start] + new[setting, name].encode() + text[start + len(name.encode()) :]
    return b"".join(lines)


def _keys(tree: ast.AST) -> Iterator[tuple[str, ast.Constant | ast.keyword]]:
    """Yield each key of a dictionary in a variable, with the name of the variable."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield from ((target.id, key) for key in _keys_of(value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield from ((name, key) for key in _keys_of(value))
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                yield from ((name, key) for key in _keys_of(value))
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant() as key):
                yield name, key
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="update")):
                yield from ((name, key) for key in _keys_of(node))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name)), args=[ast.Constant() as key, *_]):
                yield name, key  # get, pop, setdefault


def _keys_of(value: ast.expr) -> Iterator[ast.Constant | ast.keyword]:
    """Yield the keys of a dictionary that an expression makes; not those of dictionaries in it."""
    match value:
        case ast.Dict(keys=keys, values=values):
            for key, inner in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant):
                    yield key
                elif key is None:  # **inner
                    yield from _keys_of(inner)
        case ast.BinOp(left=left, right=right):
            yield from _keys_of(left)
            yield from _keys_of(right)
        case ast.IfExp(body=body, orelse=other):
            yield from _keys_of(body)
            yield from _keys_of(other)
        case ast.Call(args=arguments, keywords=keywords):  # dict(…), NAME.update(…)
            yield from (keyword for keyword in keywords if keyword.arg)
            for argument in arguments:
                yield from _keys_of(argument)
