"""The digest of plain values: two values with the same digest are the same in another process, too."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import partial
from hashlib import blake2b
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, NoneType
from typing import Any
from zoneinfo import ZoneInfo

from ..core.cache import SIZE

Update = Callable[[bytes], None]
WRITTEN = (NoneType, bool, int, float, complex, bytes, date, datetime, time, timedelta, timezone)
WRITTEN += (ZoneInfo, Decimal, PurePath, re.Pattern, Enum)  # type: ignore[assignment]
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
    elif isinstance(value, WRITTEN):
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
    if isinstance(value, str):  # a subclass, such as Markup
        return [str.__str__(value)]
    if isinstance(value, Mapping):
        return [part for item in value.items() for part in item]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, ModuleType):
        return [value.__name__]
    if isinstance(value, partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, type | BuiltinFunctionType | FunctionType):
        return [value.__module__, value.__qualname__, *_of_function(value)]
    if hasattr(value, "__dataclass_fields__"):
        return [getattr(value, name) for name in value.__dataclass_fields__]
    raise UnknownValueError(f"{type(value).__module__}.{type(value).__qualname__}")


def _of_function(value: Any) -> list[Any]:
    """Return what differs between functions of the same name: lambdas, and those made by a function."""
    if not isinstance(value, FunctionType):
        return []
    cells = [cell.cell_contents for cell in value.__closure__ or ()]
    return [value.__code__.co_firstlineno, value.__code__.co_code, value.__defaults__, cells]
