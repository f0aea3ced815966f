"""Convert a text by the engine and the extensions of its dialect."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..core.diagnostic import Diagnostic
from ..core.positions import Written, remember_offsets
from ..core.text import Asked, Converted, Text
from .asking import AskedFiles, is_answered
from .commonmark import typography
from .commonmark.context import KEY, Context, Fault, Files, NoFiles
from .commonmark.dispatch import hasten
from .commonmark.parser import MAX_NESTING, Extension, parser_with
from .commonmark.prepare import Prepared, edited, place_before
from .commonmark.renderer import Renderer
from .dialects.components import Component
from .dialects.table import DIALECTS, dialect_of, name_of
from .engine import COMMONMARK, engine_of
from .positions import written_links
from .python_markdown.leftovers import report_leftovers
from .python_markdown.lists import report_flat_lists
from .rules import RULES
from .settings import Settings

PURE = frozenset({"mdit_py_plugins", "markdown_it"})
"""The packages whose extensions depend on the text alone."""


class Converter:
    """Converts texts; a parser is made once for each dialect."""

    def __init__(
        self,
        settings: Settings,
        own: tuple[Extension, ...] = (),
        files: Files | None = None,
        site: Mapping[str, Any] | None = None,
        components: Mapping[str, Component] | None = None,
    ) -> None:
        self.settings = settings
        self.own = own
        self.files = files or NoFiles()
        self.site = site or {}
        self.components = components or {}
        self.parser_of: Callable[[str], MarkdownIt] = cache(self._parser_of)

    def engine_of(self, text: Text) -> tuple[str, str]:
        """Return the name of the engine with the extensions of the dialect, and the reason."""
        name, why = engine_of(text, self.settings)
        if name != COMMONMARK:
            return name, why
        added = (*dialect_of(text).extensions, *dialect_of(text).prepare)
        names = dict.fromkeys(getattr(one, "__name__", "").replace("_", " ") for one in added)
        return f"{name} with {', '.join(filter(None, names))}", why

    def convert(self, text: Text) -> Converted:
        """Return a text as HTML; without HTML if Python-Markdown reads it."""
        files = AskedFiles(self.files)
        context = self._context(text, files)
        if engine_of(text, self.settings)[0] == COMMONMARK:
            try:
                html = self.render(context).rstrip("\n")
            except Exception as error:  # a site's own plugin may raise anything
                if not self.own:
                    raise
                return self._without_own(text, error)
            return Converted(
                html,
                diagnostics_of(context),
                partial(self.written, text),
                asked=tuple(dict.fromkeys(files.asked)),
                is_pure=self.is_pure,
            )
        report_leftovers(context)
        report_flat_lists(context, self.site.get("MARKDOWN", {}).get("tab_length", 4))
        return Converted(None, diagnostics_of(context), asked=tuple(dict.fromkeys(files.asked)))

    def is_answered(self, asked: Iterable[Asked]) -> bool:
        """Return whether all answers are still the same."""
        return is_answered(asked, self.files)

    @cached_property
    def is_pure(self) -> bool:
        """Whether the site adds no extension that may do anything."""
        return all(extension.__module__.partition(".")[0] in PURE for extension in self.own)

    def _without_own(self, text: Text, error: Exception) -> Converted:
        """Return a text without the site's own extensions, with a fault; what raises then, too, is a bug."""
        others = Converter(self.settings, (), self.files, self.site, self.components)
        converted = others.convert(text)
        message = f"a plugin of BODY['extensions'] failed: {type(error).__name__}: {error}"
        fault = Fault("failed-extension", message, 0, hint="correct the plugin; the page is made without it")
        return replace(converted, diagnostics=(*converted.diagnostics, diagnostic_of(fault, text)))

    def written(self, text: Text) -> list[Written]:
        """Return the links of a text with their positions: it is parsed again, by the same rules."""
        parser = self._parser_of(name_of(text))
        remember_offsets(parser, parser.inline.ruler.get_active_rules())
        context = self._context(text)
        context.embed = partial(self._embedded, context)
        steps = self.prepared(context)
        tokens = parser.parse(steps[-1].text, {KEY: context})
        return list(written_links(tokens, steps, text.markdown, text.first_line))

    def render(self, context: Context) -> str:
        """Return the HTML of a context's text; faults are added to the context."""
        parser = self.parser_of(name_of(context.text))
        context.inline = lambda markdown: str(parser.renderInline(markdown, {KEY: Context(context.text)}))
        context.embed = partial(self._embedded, context)
        prepared = self.prepared(context)[-1]
        env: dict[str, Any] = {KEY: context}
        tokens = parser.parse(prepared.text, env)
        _report_depth(tokens, context)
        return str(parser.renderer.render(tokens, parser.options, env))

    def _context(self, text: Text, files: Files | None = None) -> Context:
        return Context(text, files or self.files, self.site, components=self.components)

    def _embedded(self, outer: Context, text: Text, section: str) -> str | None:
        """Return a text, or a section of it, as HTML for another; None if there is no such section."""
        outer.embedded.append(text)
        inner = self._context(text, outer.files)
        inner.above, inner.embedded, inner.section = (*outer.above, outer.text.path), outer.embedded, section
        html = self.render(inner)
        outer.unexpanded = outer.unexpanded or inner.unexpanded
        return None if inner.section else html

    def prepared(self, context: Context) -> list[Prepared]:
        """Return the text of a context after each change before parsing, unchanged first."""
        steps = [Prepared(context.text.markdown)]
        context.origin = partial(place_before, steps)
        for prepare in dialect_of(context.text).prepare:
            steps.append(edited(steps[-1].text, prepare(steps[-1].text, context)))
        return steps

    def _parser_of(self, dialect: str) -> MarkdownIt:
        parser = parser_with((*DIALECTS[dialect].extensions, *self.own), Renderer)
        if not self.settings.smart_quotes:
            parser.disable(typography.RULE, ignoreInvalid=True)
        return hasten(parser)


def diagnostics_of(context: Context) -> tuple[Diagnostic, ...]:
    """Return the faults of a text with their positions in its file."""
    return tuple(diagnostic_of(fault, context.text) for fault in context.all_faults())


def diagnostic_of(fault: Fault, text: Text) -> Diagnostic:
    """Return a fault with the position in the file."""
    rule = RULES[fault.rule]
    return Diagnostic(
        text.shown,
        text.first_line + fault.line,
        fault.column + 1,
        rule.severity,
        rule.id,
        fault.message,
        fault.hint,
    )


def _report_depth(tokens: list[Token], context: Context) -> None:
    deep = next((token for token in tokens if token.level >= MAX_NESTING - 1), None)
    if deep:
        message = f"the text is nested more than {MAX_NESTING} levels deep; what is deeper is not on the page"
        line = deep.map[0] if deep.map else 0
        context.report("nesting-too-deep", message, line, hint="write it with fewer levels")
