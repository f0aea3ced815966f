"""Reuse the text of a feed as that of a document; Pelican's writer still opens the file."""

import io
from collections.abc import Callable
from typing import Any

from .documents import Documents


class StoredFeed:
    """In place of a feed that would be written as before: it has no items, and writes the stored text."""

    def __init__(self, text: str) -> None:
        self.items: list[Any] = []
        self._text = text

    def write(self, file: Any, _: str) -> None:
        """Write the text."""
        file.write(self._text)


class Feeds:
    """The feeds that one writer writes."""

    def __init__(self, documents: Documents, writer: Any) -> None:
        self.documents, self.writer = documents, writer
        self.write: Callable[..., Any] = writer.write_feed
        self.create: Callable[..., Any] = writer._create_new_feed

    def take_over(self) -> None:
        """Replace the method of the writer."""
        self.writer.write_feed = self.write_feed

    def write_feed(
        self, elements: Any, context: Any, path: Any = None, *arguments: Any, **keywords: Any
    ) -> Any:
        """Write a feed. One without items has the time of the build in it, and is made again."""
        name = f"feed {path}"
        text = self.documents.stored(name) if path and elements else None
        if text is not None:
            self.writer._create_new_feed = lambda *_: StoredFeed(text)
            elements = ()
        elif path and elements:
            self.writer._create_new_feed = lambda *given: self._watched(name, self.create(*given))
        try:
            return self.write(elements, context, path, *arguments, **keywords)
        finally:
            self.writer._create_new_feed = self.create

    def _watched(self, name: str, feed: Any) -> Any:
        """Return a feed that stores its text when it is written."""
        self.documents.build.made["documents"] += 1
        begun = self.documents.begin()
        original = feed.write

        def write(file: Any, encoding: str) -> None:
            text = io.StringIO()
            original(text, encoding)
            self.documents.store(name, text.getvalue(), begun)
            file.write(text.getvalue())

        feed.write = write
        return feed
