"""Read a document, or take what a former build read in the same bytes from the cache."""

from collections.abc import Mapping
from typing import Any

from ...core.cache import cache_of, digest
from ..extract.compact import compact, loaded
from ..extract.documents import read_bytes
from ..model import Document

KIND = "links"
"""The kind of the stored values."""


def read_document(settings: Mapping[str, Any], path: str, data: bytes) -> Document:
    """Return the links and fragments of the file at ``path``, relative to the output, with these bytes.

    It may be called as soon as the text of a document is known; the check then finds it in the cache.
    """
    cache = cache_of(settings)
    key = digest(path.rpartition(".")[2].lower(), data)  # the extension decides how a file is read
    if stored := cache.get(KIND, key):
        return loaded(path, stored)
    document = read_bytes(path, data)
    if not document.failure:
        cache.put(KIND, key, compact(document))
    return document
