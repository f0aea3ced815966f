"""Values as bytes, with a checksum: a damaged value is not read."""

import io
import pickle
from collections.abc import Mapping
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

ALLOWED = frozenset({"pelican", "monologue", "datetime", "markupsafe", "builtins", "functools"})
"""The packages whose classes a value may contain; the store holds no other code."""
UNSAFE = frozenset({"eval", "exec", "compile", "open", "__import__", "getattr", "setattr", "breakpoint"})
CHECKSUM = 4
"""Bytes of the checksum before the pickled value."""
ZoneName = tuple[str]


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, names: Mapping[int, str]) -> None:
        super().__init__(file, protocol=5)
        self._names = names

    def persistent_id(self, value: Any) -> str | ZoneName | None:
        """Return the name of a shared object, or of a time zone."""
        return (value.key,) if type(value) is ZoneInfo else self._names.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, shared: Mapping[str, Any]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, name: str | ZoneName) -> Any:
        """Return the object of a name."""
        return self._shared[name] if isinstance(name, str) else ZoneInfo(name[0])

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of a package that is allowed."""
        if module.partition(".")[0] not in ALLOWED or (module == "builtins" and name in UNSAFE):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def packed(key: bytes, value: Any, shared: Mapping[str, Any]) -> bytes:
    """Return a value as bytes that belong to a key; objects of ``shared`` are stored by name.

    Raises:
        Exception: If an object cannot be pickled.
    """
    file = io.BytesIO()
    _Pickler(file, {id(one): name for name, one in shared.items()}).dump(value)
    data = file.getvalue()
    return crc32(data, crc32(key)).to_bytes(CHECKSUM, "little") + data


def unpacked(key: bytes, data: bytes, shared: Mapping[str, Any]) -> Any:
    """Return the value of ``packed`` bytes; None if they are damaged, or belong to another key."""
    body = memoryview(data)[CHECKSUM:]
    if crc32(body, crc32(key)).to_bytes(CHECKSUM, "little") != data[:CHECKSUM]:
        return None
    try:
        return _Unpickler(io.BytesIO(body), shared).load()
    except Exception:  # a class that was moved; pickle raises any type
        return None
