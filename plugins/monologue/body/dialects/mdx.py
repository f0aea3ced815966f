"""MDX: Markdown with JSX. Statements are dropped, components become HTML, and what is unknown is reported."""

import re
from collections import Counter
from collections.abc import Iterator

from ..commonmark.context import Context
from ..commonmark.prepare import Edit, as_written, insert, placed
from ..markdown_text import place
from .components import COMPONENTS, VOID, Attributes, element
from .components import text as words
from .hugo import value_at
from .jsx import Expression, Piece, Value, bindings_of, literal, pieces_of

FIELD = re.compile(r"(?:frontmatter|props\.frontmatter)\.(?P<path>[\w.]+)")


def mdx(text: str, context: Context) -> Iterator[Edit]:
    """Replace what is not Markdown in a text."""
    pieces = list(pieces_of(text))
    bindings: dict[str, Value] = {}
    for piece in pieces:
        if piece.kind == "statement":
            bindings |= bindings_of(piece.code)
    marks = [piece for piece in pieces if piece.name == "FootnoteRef" and not piece.closes]
    reading = _Reading(text, context, bindings, [words(piece.attributes, "id") for piece in marks])
    for piece in pieces:
        yield reading.edit(piece)


class _Reading:
    def __init__(self, text: str, context: Context, bindings: dict[str, Value], footnotes: list[str]) -> None:
        self.text, self.context, self.bindings = text, context, bindings
        self.open: list[tuple[str, str]] = []
        """The names of the components that are open, and the HTML that closes each."""
        self.footnotes = footnotes
        """The id of each footnote mark of the text, in order."""
        self.uses: Counter[str] = Counter()

    def edit(self, piece: Piece) -> Edit:
        """Return what replaces one piece."""
        if piece.kind in {"comment", "statement"}:
            return Edit(piece.start, piece.end, "")
        if piece.kind == "unclosed":
            what = f"<{piece.name}" if piece.name else self.text[piece.start : piece.end]
            return self._fault(piece, f"{what} is never closed", "close it, or write \\ before it")
        if piece.kind == "expression":
            return self._expression(piece)
        return self._tag(piece)

    def _expression(self, piece: Piece) -> Edit:
        value = self._resolved(literal(piece.code))
        if match := FIELD.fullmatch(piece.code.strip()):
            found = value_at(self.context.text.fields, match["path"])
            value = Expression(piece.code) if found is None else str(found)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return Edit(piece.start, piece.end, str(value))
        shown = " ".join(piece.code.split())[:30]
        return self._leftover(piece, f"the expression {{{shown}}}", "leftover-expression")

    def _tag(self, piece: Piece) -> Edit:
        if piece.closes:
            return self._closing(piece)
        attributes = {name: self._resolved(value) for name, value in piece.attributes.items()}
        try:
            made = self._made(piece.name, attributes | self._uses(piece.name, attributes))
            failed = ""
        except Exception as error:  # a template of the site may raise anything
            made, failed = None, f"{type(error).__name__}: {error}"
        if made is None:
            if not piece.is_empty:
                self.open.append((piece.name, f"&lt;/{piece.name}&gt;" if failed else ""))
            if failed:
                return self._failed(piece, failed)
            return self._leftover(piece, f"<{piece.name}>", "leftover-component")
        before, after = made
        if piece.is_empty and piece.name not in VOID:
            before += after
        elif piece.name not in VOID:
            self.open.append((piece.name, after))
        return placed(
            self.text,
            piece.start,
            piece.end,
            insert(self.context, before, self.text[piece.start : piece.end]),
        )

    def _made(self, name: str, attributes: Attributes) -> tuple[str, str] | None:
        own = self.context.components.get(name)
        if own:
            return own(name, attributes)
        if name[:1].islower():
            return element(name, attributes)
        component = COMPONENTS.get(name)
        return component(name, attributes) if component else None

    def _uses(self, name: str, attributes: Attributes) -> dict[str, Value]:
        """Return what a footnote needs to know of the others in the text."""
        if name == "Footnotes":
            return {"used": list(dict.fromkeys(self.footnotes))}
        if name != "FootnoteRef":
            return {}
        footnote = words(attributes, "id")
        self.uses[footnote] += 1
        return {"use": self.uses[footnote] - 1}

    def _failed(self, piece: Piece, why: str) -> Edit:
        message = f"the template of <{piece.name}> failed: {why}"
        hint = f"correct BODY['components'][{piece.name!r}]; the tag is shown as it is written"
        self.context.report("failed-extension", message, *place(self.text, piece.start), hint)
        return self._as_written(piece)

    def _closing(self, piece: Piece) -> Edit:
        if self.open and self.open[-1][0] == piece.name:
            html = self.open.pop()[1]
            is_known = html or piece.name in COMPONENTS
            written = self.text[piece.start : piece.end]
            made = insert(self.context, html, written) if is_known else as_written(self.context, written)
            return placed(self.text, piece.start, piece.end, made)
        return self._fault(piece, f"</{piece.name}> closes nothing", "remove it")

    def _resolved(self, value: Value) -> Value:
        if isinstance(value, Expression):
            name, _, rest = value.code.partition(".")
            if name in self.bindings and rest in {"", "src"}:
                return self.bindings[name]
        return value

    def _leftover(self, piece: Piece, what: str, rule: str) -> Edit:
        self.context.leftover(rule, what, *place(self.text, piece.start))
        return self._as_written(piece)

    def _fault(self, piece: Piece, what: str, hint: str) -> Edit:
        message = f"{what}, and is shown as it is written"
        self.context.report("unclosed-tag", message, *place(self.text, piece.start), hint)
        return self._as_written(piece)

    def _as_written(self, piece: Piece) -> Edit:
        written = self.text[piece.start : piece.end]
        return placed(self.text, piece.start, piece.end, as_written(self.context, written))
