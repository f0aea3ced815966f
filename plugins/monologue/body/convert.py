"""Convert a text by the engine and the extensions of its dialect."""

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..core.diagnostic import Diagnostic
from ..core.text import Converted, Text
from .commonmark.parser import MAX_NESTING, Extension, parser_with
from .commonmark.renderer import Renderer
from .dialects.table import EXTENSIONS
from .engine import engine_of
from .rules import RULES
from .settings import Settings


class Converter:
    """Converts texts; a parser is made once for each dialect."""

    def __init__(self, settings: Settings, own: tuple[Extension, ...] = ()) -> None:
        self.settings = settings
        self.own = own
        self.parser_of: Callable[[str], MarkdownIt] = cache(self._parser_of)

    def engine_of(self, text: Text) -> tuple[str, str]:
        """Return the name of the engine, with its extensions, and the reason."""
        name, why = engine_of(text, self.settings)
        return name, why

    def convert(self, text: Text) -> Converted | None:
        """Return a text as HTML; None if Python-Markdown reads it."""
        if engine_of(text, self.settings)[0] != "commonmark":
            return None
        parser = self.parser_of(text.dialect)
        env: dict[str, object] = {}
        tokens = parser.parse(text.markdown, env)
        html = parser.renderer.render(tokens, parser.options, env)
        return Converted(html.rstrip("\n"), tuple(self._deep(tokens, text)))

    def _parser_of(self, dialect: str) -> MarkdownIt:
        return parser_with((*EXTENSIONS.get(dialect, EXTENSIONS[""]), *self.own), Renderer)

    def _deep(self, tokens: list[Token], text: Text) -> list[Diagnostic]:
        deep = next((token for token in tokens if token.level >= MAX_NESTING - 1), None)
        if not deep:
            return []
        line = text.first_line + (deep.map[0] if deep.map else 0)
        rule = RULES["nesting-too-deep"]
        message = f"the text is nested more than {MAX_NESTING} levels deep; what is deeper is not on the page"
        return [Diagnostic(text.shown, line, 0, rule.severity, rule.id, message, "write it with fewer levels")]
