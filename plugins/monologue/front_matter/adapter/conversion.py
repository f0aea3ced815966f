"""Convert the text and the fields of one file from Markdown, and note what that depended on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markdown import Markdown

from ...core.cache import cache_of, digest
from ...core.diagnostic import Diagnostic
from ...core.markdown_extensions import impure_extensions
from ...core.text import CONVERTER, Asked, Converted, Converter, Text
from ..model import Fault

KIND = "markdown"
Stored = tuple[str, tuple[Diagnostic, ...], tuple[Asked, ...], bool]
"""HTML, faults, what was asked about other files, and whether the converter knows the positions of links."""


class Conversion:
    """Converts by the part ``body``, or else by Python-Markdown with the site's ``MARKDOWN``."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.markdown = without_meta(settings["MARKDOWN"])
        self._md: Markdown | None = None
        """Reused for the next text if possible: creating one costs a tenth of converting an article."""
        self.asked: list[Asked] = []
        """What the conversions asked about other files since ``begin``."""
        self.is_pure = True
        """Whether they depended on nothing else than the texts, the settings and the answers."""

    @property
    def converter(self) -> Converter | None:
        """The converter of the part ``body``; None if that is not loaded."""
        return self.settings.get(CONVERTER)

    def begin(self) -> None:
        """Begin another file."""
        self.asked, self.is_pure = [], True

    def convert(self, text: Text, what: str, faults: list[Fault]) -> Converted:
        """Return a text as HTML; if that fails, it is empty, and a fault is added."""
        cache = cache_of(self.settings)
        key = digest(cache.environment, repr(text)) if cache.environment else b""
        stored: Stored | None = cache.get(KIND, key) if key else None
        if stored and self._is_answered(stored[2]):
            self.asked += stored[2]
            return Converted(stored[0], stored[1], tuple if stored[3] else None, stored[2])
        before = len(faults)
        converted = self._converted(text, what, faults)
        self.asked += converted.asked
        self.is_pure = self.is_pure and converted.is_pure
        if key and converted.is_pure and len(faults) == before:
            html, found, asked = converted.html, converted.diagnostics, converted.asked
            cache.put(KIND, key, (html, found, asked, bool(converted.written)))
        return converted

    def field(self, value: str, name: str, text: Text, faults: list[Fault]) -> str:
        """Return a field as HTML, by the same engine as the text."""
        return self.convert(replace(text, markdown=value), name, faults).html or ""

    def _is_answered(self, asked: tuple[Asked, ...]) -> bool:
        return not asked or bool(self.converter and self.converter.is_answered(asked))

    def _converted(self, text: Text, what: str, faults: list[Fault]) -> Converted:
        converted = self.converter.convert(text) if self.converter else Converted(None)
        if converted.html is not None:
            return converted
        is_pure = not impure_extensions(self.markdown, cache_of(self.settings).trusted)
        return replace(converted, html=self._by_markdown(text.markdown, what, faults), is_pure=is_pure)

    def _by_markdown(self, text: str, what: str, faults: list[Fault]) -> str:
        converter, self._md = self._md, None  # one that raised is not reused
        try:
            converter = converter.reset() if converter else Markdown(**self.markdown)
            html = str(converter.convert(text))
        except Exception as error:  # an extension may raise anything, and one page must not stop the build
            reason = " ".join(str(error).split())[:100] or type(error).__name__
            faults.append(Fault("broken-body", f"Markdown cannot convert {what}: {reason}"))
            return ""
        self._md = converter if is_reusable(converter) else None
        return html


def is_reusable(converter: Markdown) -> bool:
    """Return whether ``reset`` restores a converter, so that no text depends on those before it.

    This holds for Markdown's own extensions and PyMdown's, except for footnotes
    with ``UNIQUE_IDS``, which count the texts. For other extensions it is unknown.
    """
    parts = (
        *(converter.preprocessors, converter.parser.blockprocessors, converter.treeprocessors),
        *(converter.inlinePatterns, converter.postprocessors),
    )
    makers = {type(processor).__module__.partition(".")[0] for registry in parts for processor in registry}
    counts = any(
        getattr(part, "config", {}).get("UNIQUE_IDS", [False])[0] for part in converter.registeredExtensions
    )
    return makers <= {"markdown", "pymdownx"} and not counts


def without_meta(markdown: dict[str, Any]) -> dict[str, Any]:
    """Return the setting ``MARKDOWN`` without the meta extension, which would read a body's first lines."""
    configs = dict(markdown.get("extension_configs", {}))
    extensions = [*markdown.get("extensions", []), *configs]
    kept = [name for name in extensions if name not in {"meta", "markdown.extensions.meta"}]
    unique = [name for index, name in enumerate(kept) if name not in kept[:index]]
    return {**markdown, "extensions": unique, "extension_configs": configs}
