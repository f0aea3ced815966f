"""Note what the conversion of a text asks about other files, so that the HTML can be reused later."""

from collections.abc import Iterable, Sequence

from ..core.cache import digest
from ..core.text import Asked, Text
from .commonmark.context import Files


class AskedFiles:
    """Passes each question on to the files of the site, and notes the answer."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: list[Asked] = []

    def find(self, name: str) -> Sequence[str]:
        """Return the paths of the files that a name means."""
        found = self._files.find(name)
        self.asked.append(("find", name, digest(*found)))
        return found

    def similar(self, name: str) -> Iterable[str]:
        """Return the names of files that may be meant."""
        found = tuple(self._files.similar(name))
        self.asked.append(("similar", name, digest(*found)))
        return found

    def published(self, path: str) -> Text | None:
        """Return the text of a source of the site."""
        return self._noted("published", path, self._files.published(path))

    def text(self, path: str) -> Text | None:
        """Return the text of a file."""
        return self._noted("text", path, self._files.text(path))

    def _noted(self, method: str, path: str, found: Text | None) -> Text | None:
        self.asked.append((method, path, digest(repr(found))))
        return found


def is_answered(asked: Iterable[Asked], files: Files) -> bool:
    """Return whether the files still give the same answers."""
    for method, argument, answer in dict.fromkeys(asked):
        again = AskedFiles(files)
        getattr(again, method)(argument)
        if again.asked[0][2] != answer:
            return False
    return True
