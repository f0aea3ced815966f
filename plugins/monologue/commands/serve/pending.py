"""Decide when the next build begins, and whether all open pages reload after it."""

from collections.abc import Collection, Iterable
from pathlib import Path

SETTLE = 0.1
"""Seconds without a change after which a build begins: an editor may save in several steps."""
LATEST = 0.5
"""Seconds after which it begins although changes follow."""
TEMPLATES = (".html",)


class Pending:
    """The changes that no build includes yet."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        """The texts whose documents were shown since the last build began."""
        self._paths: set[str] = set()
        self._first = self._last = 0.0
        self._reloads = True

    def add(self, paths: Iterable[str], now: float) -> None:
        """Add paths that changed; ``now`` is of ``time.monotonic``."""
        self._first = self._first if self._paths else now
        self._last = now
        self._paths.update(paths)

    def wait(self, now: float) -> float:
        """Return the seconds until the next build has to begin; infinity if nothing has changed."""
        if not self._paths:
            return float("inf")
        return min(self._last + SETTLE, self._first + LATEST) - now

    def begin(self, text_suffixes: Collection[str]) -> None:
        """Begin a build, which includes all changes until now. Texts have names with these suffixes."""
        self._reloads |= any(affects_all(path, text_suffixes) for path in self._paths)
        self._paths.clear()
        self.shown.clear()

    def take_reload(self, is_served: bool) -> bool:
        """Return whether all pages have to reload after a build; never after one that is not served."""
        reloads = self._reloads and is_served
        self._reloads = self._reloads and not is_served
        return reloads


def affects_all(path: str, text_suffixes: Collection[str]) -> bool:
    """Return whether a page can look different although its document is the same: an image, a style sheet.

    A text or a template changes documents, and a temporary file of an editor does not exist any more.
    """
    return Path(path).suffix not in {*TEMPLATES, *text_suffixes} and Path(path).exists()
