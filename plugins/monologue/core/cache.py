"""What the part ``build_cache`` and the other parts exchange: values that a former build computed."""

from collections.abc import Callable, Mapping, MutableMapping
from hashlib import blake2b
from typing import Any, Protocol

CACHE = "BUILD_CACHE_STORE"
"""The key of Pelican's settings under which the part ``build_cache`` puts its ``Cache``."""
NOTES = "BUILD_CACHE_NOTES"
"""The key of the ``Notes`` of all parts, by the name of the part."""
RENDERED = "BUILD_CACHE_RENDERED"
"""The key of a list of functions that are called with the path and the text of each document that was
rendered, in the process that rendered it. They fill the cache with what a later stage will look up."""
LOAD = "_load_text"
"""The attribute of a restored content with the function that loads its text when that is first needed."""
FOLDER, FILE = ".monologue", "build.sqlite"
"""The default of ``BUILD_CACHE["folder"]``, and the file in it; the names of its journals begin alike."""
SIZE = 16
"""Bytes of a digest: two inputs with the same one do not occur by chance."""


class Cache(Protocol):
    """Stores values between builds. A value is a function of its key, so it never has to be replaced.

    The version of this package and of every installed package is part of each key.
    """

    environment: bytes
    """The digest of the settings, for the key of what depends on any of them; empty if that is not stored."""
    trusted: tuple[str, ...]
    """Modules of the site whose results depend on their arguments alone, as the author says."""

    def get(self, kind: str, key: bytes) -> Any:
        """Return the value that was stored under a key, or None."""

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Store a value: plain data, or objects of this package's classes; not None."""

    def finish(self) -> None:
        """End the build: write what was put, and drop what no build uses any more."""


class NoCache:
    """Stores nothing: the part ``build_cache`` is not loaded."""

    environment: bytes = b""
    trusted: tuple[str, ...] = ()

    def get(self, kind: str, key: bytes) -> Any:
        """Return None."""

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


class Notes(Protocol):
    """What one part keeps about a content in other places than the content object."""

    def of(self, content: Any) -> Any:
        """Return it as plain data, after the content was found valid; None if it cannot be stored."""

    def restore(self, content: Any, noted: Any) -> bool:
        """Note it for a content that was not read but restored.

        Return False if that would not be what reading the file gives; then nothing was noted.
        """


def cache_of(settings: Mapping[str, Any]) -> Cache:
    """Return the cache of a site; one that stores nothing if there is none."""
    found: Cache = settings.get(CACHE) or NoCache()
    return found


def folder_of(settings: Mapping[str, Any]) -> str:
    """Return the folder of the store, relative to the one that contains ``PATH``."""
    given = settings.get("BUILD_CACHE")
    folder = given.get("folder", FOLDER) if isinstance(given, Mapping) else FOLDER
    return folder if isinstance(folder, str) else FOLDER


def notes_of(settings: MutableMapping[str, Any]) -> dict[str, Notes]:
    """Return the notes of all parts; each adds its own."""
    found: dict[str, Notes] = settings.setdefault(NOTES, {})
    return found


def call_when_rendered(settings: MutableMapping[str, Any], function: Callable[[str, str], object]) -> None:
    """Call a function with the path and the text of each document that is rendered."""
    settings.setdefault(RENDERED, []).append(function)


def change_text(content: Any, change: Callable[[str], str]) -> None:
    """Change the text of a content: now, or if it is restored and not yet loaded, when it is loaded."""
    load: Callable[[], str] | None = vars(content).get(LOAD)
    if load is None:
        content._content = change(content._content)
    else:
        setattr(content, LOAD, lambda: change(load()))


def digest(*inputs: bytes | str) -> bytes:
    """Return the digest of the inputs, which are separated: ``("ab", "c")`` differs from ``("a", "bc")``."""
    made = blake2b(digest_size=SIZE)
    for one in inputs:
        data = one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.digest()
