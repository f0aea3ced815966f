"""Restore articles and pages whose files, and all else that reading depends on, are the same.

Pelican asks ``get_cached_data`` of its generators for a content before it reads a file, and calls
``cache_data`` with each valid content that was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from re import compile as pattern
from typing import Any, NamedTuple

from pelican.contents import Article, Page
from pelican.plugins import signals
from pelican.readers import HTMLReader, MarkdownReader

from ...core.adapter.progress import count_read
from ...core.cache import LOAD, digest
from ...core.diagnostic import diagnostics_of
from ...core.markdown_extensions import impure_extensions
from ..io.packing import unpacked
from .build import Build, Effects
from .doors import READ
from .environment import ROOT, is_of
from .logs import LOGS
from .processes import Helper, Send

KIND = "content"
TEXT = "text"
FEWEST = 12
"""The number of texts for which another process is worth its start, some 20 ms."""
ATTACHED = pattern(r"[{|]attach[|}]")
"""A link that decides where a file is copied to, as soon as Pelican replaces it."""


class Stored(NamedTuple):
    """A content as it was read."""

    attributes: bytes
    """Packed: their digest is that of the metadata."""
    text: bytes
    """The digest of its text, under which that is stored."""
    links: set[str]
    """The static files that it links to."""
    attaches: bool
    noted: dict[str, Any]
    effects: Effects
    read_at: float
    """When it was read; a date in the future makes a draft of an article."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Articles or pages."""

    of: type
    paths: str
    excludes: str
    preread: Any
    context: Any


ARTICLES = Kind(
    Article,
    "ARTICLE_PATHS",
    "ARTICLE_EXCLUDES",
    signals.article_generator_preread,
    signals.article_generator_context,
)
PAGES = Kind(
    Page, "PAGE_PATHS", "PAGE_EXCLUDES", signals.page_generator_preread, signals.page_generator_context
)


class Contents:
    """The contents of one generator."""

    def __init__(self, build: Build, generator: Any, kind: Kind) -> None:
        self.build, self.generator, self.kind = build, generator, kind
        self.keys: dict[str, bytes] = {}
        """The key of each file."""
        self.found: dict[str, Stored] = {}
        self.links: dict[str, set[str]] = {}
        """The static files that a restored content links to, by source."""
        self.attaching: list[Any] = []
        self.helper: Helper | None = None
        self.shared: frozenset[str] = frozenset()
        """The files that the other process reads: five of nine, as this one also restores its results."""
        self.begun = 0
        self.read_file = generator.readers.read_file
        self.original = generator.generate_context
        self.add_static_links = generator.add_static_links

    def take_over(self) -> None:
        """Replace the methods of the generator."""
        generator = self.generator
        generator.generate_context = self.generate_context
        generator.get_cached_data = self.get_cached_data
        generator.cache_data = self.cache_data
        generator.add_static_links = self.static_links_of

    def generate_context(self) -> None:
        """Read all texts, those that are not stored in two processes."""
        settings, generator = self.build.settings, self.generator
        get_files = generator.get_files
        files = sorted(get_files(settings[self.kind.paths], exclude=settings[self.kind.excludes]))
        if self.build.is_known:
            self._look_up(files)
            missing = [file for file in files if file in self.keys and file not in self.found]
            if self.build.processes > 1 and len(missing) >= FEWEST:
                self.shared = frozenset(file for number, file in enumerate(missing) if number % 9 > 3)
                self.helper = Helper(partial(self._read_half, sorted(self.shared)))
        generator.get_files = lambda *_, **__: files  # sorted: the order of Pelican's set differs each time
        try:
            self.original()
        finally:
            generator.get_files = get_files
            if self.helper:
                self.helper.close()

    def _look_up(self, files: Iterable[str]) -> None:
        for file in files:
            if self._is_pure(file) and (key := self._key(file)):
                self.keys[file] = key
                stored = self.build.store.get(KIND, key)
                if stored:
                    self.found[file] = stored

    def _key(self, file: str) -> bytes:
        try:
            data = Path(self.generator.path, file).read_bytes()
        except OSError:
            return b""
        return digest(self.build.environment, self.kind.paths, file, data)

    def _is_pure(self, file: str) -> bool:
        """Return whether the content is a function of the file, the settings, and what the parts note."""
        reader = self.generator.readers.readers.get(Path(file).suffix[1:])
        settings = self.build.settings
        if settings.get("DEFAULT_DATE") == "fs":
            return False
        if type(reader) is MarkdownReader:
            return not impure_extensions(settings["MARKDOWN"], self.build.options.trusted)
        # The reader of this bundle notes itself what a text depends on.
        return type(reader) is HTMLReader or is_of(type(reader).__module__, (ROOT,))

    def get_cached_data(self, file: str, default: Any = None) -> Any:
        """Return the stored content of a file; ``default`` if Pelican has to read it."""
        stored = self.found.pop(file, None)
        if stored is None and file in self.shared:
            stored = self._received(file)
        content = self._restored(file, stored) if stored else None
        if content is None:
            self.begun = self.build.begin()
            return default
        self.build.reused["texts"] += stored is not None and file not in self.shared
        count_read(content)
        return content

    def cache_data(self, file: str, content: Any) -> None:
        """Store a content that was read."""
        stored = self._stored(file, content)
        if stored:
            self.build.store.put(KIND, self.keys[file], stored)

    def _stored(self, file: str, content: Any) -> Stored | None:
        """Return what is to be stored of a content; None if it depends on what is not known."""
        build = self.build
        effects = build.effects(self.begun)
        build.made["texts"] += 1
        text = content._content
        setattr(content, READ, digest(text))
        attributes = build.packed_attributes(content) if build.is_known else b""
        build.metadata[content.relative_source_path] = digest(attributes) if attributes else b""
        attaches = bool(ATTACHED.search(text))
        if attaches:
            self.attaching.append(content)
        if file not in self.keys or self._key(file) != self.keys[file] or _is_in_future(content):
            return None
        noted = build.notes_of(content)
        if noted is None or not attributes:
            return None
        build.store.put(TEXT, vars(content)[READ], text)
        links = content.get_static_links()
        now = datetime.now().timestamp()
        return Stored(attributes, vars(content)[READ], links, attaches, noted, effects, now)

    def _restored(self, file: str, stored: Stored) -> Any:
        """Return a content as it was after it was read; None if the file has to be read."""
        build = self.build
        if stored.read_at > datetime.now().timestamp():
            return None
        content: Any = object.__new__(self.kind.of)
        vars(content).update(unpacked(b"", stored.attributes, build.store.shared) or {})
        content.settings, content._context = self.generator.settings, self.generator.context
        setattr(content, READ, stored.text)
        setattr(content, LOAD, partial(self._text, file, stored.text))
        if not build.restore_notes(content, stored.noted):
            return None
        build.store.keep(TEXT, stored.text)
        build.report_again(stored.effects)
        build.metadata[content.relative_source_path] = digest(stored.attributes)
        self.links[content.relative_source_path] = stored.links
        if stored.attaches:
            self.attaching.append(content)
        return content

    def _text(self, file: str, text: bytes) -> str:
        """Return the stored text of a file; it is read again if the store was damaged meanwhile."""
        found: str | None = self.build.store.get(TEXT, text)
        return found if found is not None else self._read_aside(file)._content

    def _read_aside(self, file: str) -> Any:
        """Read a file without any effect on the build."""
        before = len(diagnostics_of(self.build.settings))
        with LOGS.silent():
            context = {**self.generator.context, "static_links": set(), "generated_content": {}}
            content = self._read(file, context)
            content.is_valid()
        del diagnostics_of(self.build.settings)[before:]
        return content

    def _read(self, file: str, context: Mapping[str, Any]) -> Any:
        """Read a file as the generator does."""
        return self.read_file(
            base_path=self.generator.path,
            path=file,
            content_class=self.kind.of,
            context=context,
            preread_signal=self.kind.preread,
            preread_sender=self.generator,
            context_signal=self.kind.context,
            context_sender=self.generator,
        )

    def static_links_of(self, content: Any) -> None:
        """Add the static files that a content links to, without loading its text."""
        links = self.links.pop(content.relative_source_path, None)
        if links is None:
            self.add_static_links(content)
        else:
            self.generator.context["static_links"] |= links

    def _read_half(self, files: Iterable[str], send: Send) -> None:
        """In the other process: read files, and send what is to be stored."""
        LOGS.is_quiet = True
        store = self.build.store
        store.send_to(lambda item: send(("put", *item)))
        for file in files:
            self.begun = self.build.begin()
            try:
                content = self._read(file, self.generator.context)
                stored = self._stored(file, content) if content.is_valid() else None
            except Exception:  # this process reads it again, and Pelican reports the error
                stored = None
            if stored:
                store.put(KIND, self.keys[file], stored)
            send(("read", file, bool(stored)))

    def _received(self, file: str) -> Stored | None:
        """Return what the other process read of a file; None if it has to be read here."""
        while self.helper and (message := self.helper.receive()):
            if message[0] == "put":
                self.build.store.put_packed(*message[1:])
            elif message[1] == file:
                stored: Stored | None = self.build.store.get(KIND, self.keys[file]) if message[2] else None
                self.build.made["texts"] += bool(stored)
                return stored
        return None


def _is_in_future(content: Any) -> bool:
    """Return whether a date of a content is in the future: what Pelican does with it changes on that day."""
    dates = [getattr(content, name, None) for name in ("date", "modified")]
    now = datetime.now(content.timezone)
    return any(date > now for date in dates if date)
