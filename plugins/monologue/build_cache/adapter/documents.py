"""Reuse the text of a document if its templates, all metadata, and the contents that it prints are the same.

Pelican's generators get their templates from ``get_template``; ``render`` of a template is replaced, so
that Pelican and other plugins write and change the file as usual.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pelican.writers
from pelican.plugins import signals

from ...core.cache import RENDERED, digest
from .build import Build, Effects
from .contents import ATTACHED, Contents
from .doors import READ, RECORDER, Addresses
from .logs import LOGS
from .processes import Helper, Send
from .templates import templates_digest

KIND = "document"
SHARE = 2, 5
"""Of how many documents how many are rendered here; this process also makes the feeds, and writes all."""
FEWEST = 24
"""The number of documents for which another process is worth its start."""


LISTS = ("articles", "dates", "drafts", "hidden_articles", "pages", "hidden_pages", "draft_pages")
"""The lists of contents that templates get."""


Load = Callable[[], Any]
"""Returns a template of Jinja."""


class Rendered(NamedTuple):
    """A document as it was rendered."""

    asked: dict[str, bytes]
    """The digest of each text that it prints, by source."""
    text: str


class Template:
    """A template of Jinja whose documents are reused. It is compiled when a document has to be rendered."""

    def __init__(self, documents: "Documents", load: Load) -> None:
        self._documents, self._load = documents, load

    def __getattr__(self, name: str) -> Any:
        return getattr(self._load(), name)

    def render(self, *arguments: Any, **keywords: Any) -> str:
        """Return the text of a document, rendered or reused."""
        context = arguments[0] if len(arguments) == 1 and not keywords else None
        if isinstance(context, Mapping) and "output_file" in context:
            return self._documents.text_of(self._load, context)
        return str(self._load().render(*arguments, **keywords))


class Documents:
    """The documents of one build."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.contents: list[Contents] = []
        self.state = b""
        """What all documents depend on; empty if it is unknown."""
        self.texts: dict[str, bytes] = {}
        """The digest of the text of each content, by source."""
        self.seen: set[str] = set()
        self.helper: Helper | None = None
        self.send: Send | None = None
        """In the other process: sends a document."""
        self.turn = 0
        """The number of documents that had to be rendered: it decides which process renders one."""

    def prepare(self, context: Mapping[str, Any]) -> None:
        """Find out what all documents depend on, when all contents are complete."""
        build = self.build
        attaching = (one for contents in self.contents for one in contents.attaching)
        if not build.is_known or self.state or any(ATTACHED.search(one._content) for one in attaching):
            return  # Pelican moves an attached file when the first document asks for the text
        contents = context["generated_content"]
        metadata = [
            (source, build.metadata.get(source, b"") if content else b"-")
            for source, content in contents.items()
        ]
        if not all(one for _, one in metadata):
            return
        Addresses.are_final = True
        self.texts = {source: vars(one).get(READ, b"") for source, one in contents.items() if one}
        statics = [(str(one.source_path), *map(str, _moved(one))) for one in context["staticfiles"]]
        lists = [(name, *sources_of(context.get(name))) for name in LISTS]
        parts = [part for row in (*metadata, *statics, *lists) for part in row]
        self.state = digest(build.environment, templates_digest(build.settings), *parts)

    def text_of(self, load: Load, context: Mapping[str, Any]) -> str:
        """Return the text of a document."""
        name = str(context["output_file"])
        is_first = name not in self.seen
        self.seen.add(name)
        stored = self.stored(name) if is_first else None
        if stored is not None:
            return "" if self.send else stored
        self.turn += 1
        is_here = self.turn % SHARE[1] < SHARE[0]
        if self.send:
            return "" if is_here else self._render_for_other(name, load, context)
        self.build.made["documents"] += 1
        text = None if is_here or not self.helper else self._received(name)
        return self._render(name, load, context) if text is None else text

    def stored(self, name: str) -> str | None:
        """Return the text of a document of a former build, if all that it depends on is the same."""
        text = self._look_up(name)
        self.build.reused["documents"] += text is not None
        return text

    def _look_up(self, name: str) -> str | None:
        found = self.build.store.get(KIND, digest(self.state, name)) if self.state else None
        if found and all(self.texts.get(source) == text for source, text in found.asked.items()):
            return str(found.text)
        return None

    def begin(self) -> int:
        """Begin to render a document; return what ``store`` needs."""
        RECORDER.begin()
        return self.build.begin()

    def store(self, name: str, text: str, begun: int) -> Effects:
        """Store a document that depends on nothing unknown, and whose rendering reported nothing."""
        effects = self.build.effects(begun)
        is_known = RECORDER.is_known and RECORDER.is_ever_known
        if self.state and is_known and not effects.diagnostics and not effects.logs:
            self.build.store.put(KIND, digest(self.state, name), Rendered(dict(RECORDER.asked), text))
        return effects

    def _render(self, name: str, load: Load, context: Mapping[str, Any]) -> str:
        begun = self.begin()
        text = str(load().render(context))
        self.store(name, text, begun)
        return text

    def _render_for_other(self, name: str, load: Load, context: Mapping[str, Any]) -> str:
        """In the other process: render a document, and send it with what it reported."""
        begun = self.begin()
        text = effects = None
        try:
            text = str(load().render(context))
        except Exception:  # the process that writes renders it again, and Pelican reports the error
            LOGS.take()
        else:
            effects = self.store(name, text, begun)
            for function in self.build.settings.get(RENDERED, ()):
                function(name, text)
        assert self.send
        self.send(("document", name, text, effects))
        return ""

    def _received(self, name: str) -> str | None:
        """Return what the other process rendered; None if the document has to be rendered here."""
        while self.helper and (message := self.helper.receive()):
            if message[0] == "put":
                self.build.store.put_packed(*message[1:])
                continue
            _, sent, text, effects = message
            if sent != name:
                break
            if text is not None:
                self.build.report_again(effects)
            return text  # type: ignore[no-any-return]
        if self.helper:
            self.helper.close()
            self.helper = None
        return None

    def write_in_two(self, generator: Any, original: Any, writer: Any) -> None:
        """Write the documents of a generator; the other process renders some of them: see ``SHARE``."""
        self.prepare(generator.context)
        if self.state and self.build.processes > 1 and self._many(generator):
            self.turn = 0
            self.helper = Helper(partial(self._render_half, generator, original, writer))
        try:
            original(writer)
        finally:
            if self.helper:
                self.helper.close()
                self.helper = None

    def _many(self, generator: Any) -> bool:
        """Return whether many documents have to be rendered, judged by some of them."""
        contents = [
            one for name in ("articles", "translations", "pages") for one in getattr(generator, name, ())
        ]
        if len(contents) < FEWEST:
            return False
        some = contents[:: max(len(contents) // FEWEST, 1)]
        return sum(self._look_up(str(one.save_as)) is None for one in some) > FEWEST // 2

    def _render_half(self, generator: Any, original: Any, writer: Any, send: Send) -> None:
        """In the other process: do the same as this one, but render only its documents, and write nothing."""
        LOGS.is_quiet = True
        self.send = send
        self.build.store.send_to(lambda item: send(("put", *item)))
        generator.generate_feeds = writer.write_feed = lambda *arguments, **keywords: None
        pelican.writers.open = _open_nothing
        signals.content_written.receivers.clear()
        original(writer)


def _moved(static: Any) -> tuple[Any, Any]:
    """Return where a static file is copied to, if not to its own path. Asking for ``save_as`` fixes that."""
    own = vars(static)
    return own.get("override_save_as"), own.get("override_url")


def sources_of(contents: Iterable[Any] | None) -> list[str]:
    """Return the sources of contents."""
    return [str(one.relative_source_path) for one in contents or ()]


def _open_nothing(*_: Any, encoding: str = "utf-8", **__: Any) -> TextIOWrapper:
    return Path(os.devnull).open("w", encoding=encoding)
