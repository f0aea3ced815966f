"""Tell a fault that a layout puts into many documents once, where its source is not known. No disk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from posixpath import commonpath, dirname

from ...core.diagnostic import Diagnostic

MANY = 10
"""So many documents must show the same fault; fewer are no burden to read, and all are told."""


def told_once(found: Iterable[Diagnostic], documents: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the diagnostics; of those that are a layout's, the first with the number of documents.

    An author does not write the same wrong link into more than half of the
    documents below a folder; a template does.
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
