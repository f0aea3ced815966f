"""What the part ``build_cache`` offers to the others: values that a former build computed, by their inputs."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Protocol

CACHE = "BUILD_CACHE_STORE"
"""The key of Pelican's settings under which the part ``build_cache`` puts its ``Cache``."""
SIZE = 16
"""Bytes of a digest: two inputs with the same one do not occur by chance."""


class Cache(Protocol):
    """Stores values between builds. A value is a function of its key, so it never has to be replaced."""

    def get(self, kind: str, key: bytes) -> Any:
        """Return the value that was stored under a key, or None."""

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Store a value: plain data, or objects of this package's classes; not None."""


class NoCache:
    """Stores nothing: the part ``build_cache`` is not loaded."""

    def get(self, kind: str, key: bytes) -> Any:
        """Return None."""

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Do nothing."""


def cache_of(settings: Mapping[str, Any]) -> Cache:
    """Return the cache of a site; one that stores nothing if there is none."""
    found: Cache = settings.get(CACHE) or NoCache()
    return found


def digest(*inputs: bytes | str) -> bytes:
    """Return the digest of the inputs, which are separated: ``("ab", "c")`` differs from ``("a", "bc")``."""
    made = blake2b(digest_size=SIZE)
    for one in inputs:
        data = one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.digest()
