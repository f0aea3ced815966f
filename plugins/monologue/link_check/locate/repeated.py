"""Report a fault that a layout repeats in many documents only once, if its source is unknown. No disk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from posixpath import commonpath, dirname

from ...core.diagnostic import Diagnostic

MANY = 10
"""The minimum number of documents with the same fault; fewer are all reported."""


def collapse_repeated(found: Iterable[Diagnostic], documents: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the diagnostics; of those that a layout repeats, only the first, with the number of documents.

    A fault in more than half of the documents in a folder is taken for one of a layout.
    """

    @cache
    def below(folder: str) -> int:
        return sum(path.startswith(folder) for path in documents)

    groups = defaultdict(list)
    for one in sorted(found):
        groups[one.rule, one.href, one.message].append(one)
    for group in groups.values():
        paths = {one.document for one in group}
        common = commonpath(map(dirname, paths))
        if len(paths) >= MANY and len(paths) * 2 > below(f"{common}/" if common else ""):
            yield group[0]._replace(count=len(paths))
        else:
            yield from group
