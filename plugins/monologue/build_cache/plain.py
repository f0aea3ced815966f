"""The digest of plain values: two values with the same digest are the same in another process, too."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import partial
from hashlib import blake2b
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, NoneType
from typing import Any
from zoneinfo import ZoneInfo

from ..core.cache import SIZE

Update = Callable[[bytes], None]
WRITTEN = (NoneType, bool, int, float, complex, bytes, date, datetime, time, timedelta, timezone)
WRITTEN += (ZoneInfo, Decimal, re.Pattern, Enum)  # type: ignore[assignment]
"""The types whose values ``repr`` writes in full."""


class UnknownValueError(Exception):
    """A value that cannot be compared between processes; the message is the name of its type."""


def digest_of(value: Any, skip: Callable[[Any], bytes | None] = lambda _: None) -> bytes:
    """Return the digest of a value; ``skip`` returns what stands for a value, or None.

    Functions and classes are compared by name: their source is compared elsewhere.

    Raises:
        UnknownValueError: If it contains an object of another kind.
    """
    made = blake2b(digest_size=SIZE)
    _feed(made.update, value, skip, ())
    return made.digest()


def _feed(update: Update, value: Any, skip: Callable[[Any], bytes | None], above: tuple[int, ...]) -> None:
    kind = type(value)
    if kind is str:
        data = value.encode("utf-8", "surrogatepass")
        update(b"s%d:" % len(data))
        update(data)
    elif (stand_in := skip(value)) is not None:
        update(b"=" + stand_in)
    elif id(value) in above:
        update(b"@")
    elif isinstance(value, WRITTEN) or hasattr(kind, "__fspath__"):
        _feed(update, f"{kind.__qualname__} {value!r}", skip, above)
    else:
        _feed_parts(update, value, skip, (*above, id(value)))


def _feed_parts(
    update: Update, value: Any, skip: Callable[[Any], bytes | None], above: tuple[int, ...]
) -> None:
    parts = _parts(value)
    update(b"(" + type(value).__qualname__.encode())
    if isinstance(value, set | frozenset):
        parts = sorted(digest_of(part, skip) for part in value)
    for part in parts:
        _feed(update, part, skip, above)
    update(b")")


def _parts(value: Any) -> list[Any]:
    """Return the values that make up a value."""
    for kinds, parts in PARTS:
        if isinstance(value, kinds):
            return list(parts(value))
    if hasattr(value, "__dataclass_fields__"):
        return [getattr(value, name) for name in value.__dataclass_fields__]
    raise UnknownValueError(f"{type(value).__module__}.{type(value).__qualname__}")


def _of_function(value: FunctionType) -> list[Any]:
    """Return the name of a function, and what differs between lambdas, or functions made by a function."""
    cells = [cell.cell_contents for cell in value.__closure__ or ()]
    code = value.__code__
    return [
        value.__module__,
        value.__qualname__,
        code.co_firstlineno,
        code.co_code,
        value.__defaults__,
        cells,
    ]


PARTS: tuple[tuple[Any, Callable[[Any], Iterable[Any]]], ...] = (
    (str, lambda value: [str.__str__(value)]),  # a subclass, such as Markup
    (Mapping, lambda value: [part for item in value.items() for part in item]),
    ((list, tuple, set, frozenset), lambda value: value),
    (ModuleType, lambda value: [value.__name__]),
    (partial, lambda value: [value.func, value.args, value.keywords]),
    (MethodType, lambda value: [value.__func__, value.__self__]),
    (FunctionType, _of_function),
    ((type, BuiltinFunctionType), lambda value: [value.__module__, value.__qualname__]),
)
"""By type: the values that make up a value."""
