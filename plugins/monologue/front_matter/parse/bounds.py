"""Limits for the fields of every format: depth, number, and allowed characters."""

from collections.abc import Iterator
from typing import Any

from ..characters import forbidden_in, forbidden_reference
from ..model import Fault, Source, SourceError

MAX_DEPTH = 50
MAX_VALUES = 20_000
"""Including the values that YAML aliases expand to."""
MAX_PATH = 2_000
"""In characters of a dotted path; longer ones could exhaust the memory, because every field's is stored."""

DEEP = f"values are nested more than {MAX_DEPTH} levels deep"
MANY = f"there are more than {MAX_VALUES:,} values"
LONG = f"the path of a nested field has more than {MAX_PATH:,} characters"


def walk(data: Any) -> Iterator[tuple[str, str | None, Any, int]]:
    """Yield dotted path, name (None for a list item), value and depth of all nested values, in order."""
    stack: list[tuple[str, str | None, Any, int]] = [("", None, data, 0)]
    while stack:
        path, _, value, depth = found = stack.pop()
        if depth:
            yield found
        pairs: list[tuple[str, str | None, Any]] = []
        if isinstance(value, dict):
            pairs = [(key, key, inner) for key, inner in value.items()]
        elif isinstance(value, list):
            pairs = [(str(index), None, inner) for index, inner in enumerate(value)]
        for key, own, inner in reversed(pairs):
            stack.append((f"{path}.{key}" if depth else key, own, inner, depth + 1))


def check_bounds(data: Any, line: int) -> None:
    """Check that data does not exceed the limits.

    Raises:
        SourceError: At ``line``, column 1, if there are too many or too deep values, or too long paths.
    """
    for count, (path, _, _, depth) in enumerate(walk(data), 1):
        for is_over, rule, message in (
            (depth > MAX_DEPTH, "too-deep", DEEP),
            (count > MAX_VALUES, "too-large", MANY),
            (len(path) > MAX_PATH, "too-large", LONG),
        ):
            if is_over:
                raise SourceError(Fault(rule, message, line, 1))


def unusable(source: Source) -> Iterator[Fault]:
    """Yield the fields without a name, and the first forbidden character of each name and value."""
    for path, name, value, _ in walk(source.data):
        place = source.place(path)
        if name is not None and not name.strip():
            hint = "give the field a name, or delete it"
            yield Fault("nameless-field", "a field has an empty name, so it cannot be used", *place, hint)
        for text in (name, value):
            is_title = text is value and path.lower() == "title"  # entities in it are resolved
            character = forbidden_in(text)[1] if isinstance(text, str) else ""
            if character or (is_title and (character := forbidden_reference(str(text)))):
                what = (
                    f"the name of a field contains {character}"
                    if text is name
                    else f"{path} contains {character}"
                )
                yield Fault("forbidden-character", what, *place, "delete the character")
                break
