"""Parse HTML as the WHATWG standard says, with the pure-Python package ``tinyhtml5``.

It differs from a browser only where a ``<select>`` contains more than options, and where tags of HTML are
misnested in SVG or MathML.
"""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from tinyhtml5 import tokenizer, treebuilder
from tinyhtml5.constants import Token
from tinyhtml5.inputstream import EncodingParser
from tinyhtml5.parser import HTMLParser

from .encodings import name_of
from .nodes import Element, Namespace, SourceSpan, Tree

__all__ = ["Element", "Namespace", "parse", "parse_fragment"]

RAW = {
    "script": "script_data_state",
    "plaintext": "plaintext_state",
    **dict.fromkeys(("title", "textarea"), "rcdata_state"),
    **dict.fromkeys(("style", "xmp", "iframe", "noembed", "noframes"), "rawtext_state"),
}
"""The state after the start tag of an element whose content is text, which the parser sets elsewhere."""
PRESCAN = 1024
"""Bytes in which a document must declare its encoding."""


class WholeText(StringIO):
    """A text that is read at once, in whatever steps it is requested, so that its offsets are simple."""

    def read(self, size: int | None = -1, /) -> str:
        """Return the rest of the text."""
        return super().read() if size else ""


class OpenElements(list[Any]):
    """The stack of open elements; it records which element an end tag closes."""

    closing: tuple[str, SourceSpan] | None = None

    def pop(self, index: Any = -1, /) -> Any:
        """Close an element."""
        element = super().pop(index)
        if self.closing and element.name == self.closing[0]:
            element.end_span = self.closing[1]
        return element


class Node(treebuilder.Element):  # type: ignore[misc]
    """An element with the positions of its tags."""

    start_span: SourceSpan | None = None
    end_span: SourceSpan | None = None


class Builder(treebuilder.TreeBuilder):  # type: ignore[misc]
    """Builds a tree of nodes."""

    image: SourceSpan | None = None
    """The position of a tag ``<image>``, which the standard reads as ``<img>``."""

    def reset(self) -> None:
        """Begin a tree."""
        super().reset()
        self.open_elements = OpenElements()
        self.made: list[Node] = []

    def insert_comment(self, token: dict[str, Any], parent: Any = None) -> None:
        """Leave a comment out: its text is not text of the document."""

    def insert_doctype(self, token: dict[str, Any]) -> None:
        """Leave the declaration out, as above."""

    def create_element(self, token: dict[str, Any]) -> Node:
        """Return a node for a start tag, or for one that the standard adds."""
        node = Node(token["name"], token.get("namespace", self.default_namespace))
        node.attributes = token["data"]
        node.start_span = token.get("span") or (self.image if token["name"] == "img" else None)
        self.made.append(node)
        return node

    def insert_element_normal(self, token: dict[str, Any]) -> Node:
        """Add a node to the current one."""
        node = self.create_element(token)
        self.open_elements[-1].append_child(node)
        self.open_elements.append(node)
        return node


class Tokenizer(tokenizer.HTMLTokenizer):  # type: ignore[misc]
    """Adds the position of each tag to its token."""

    begin = 0

    def _begins(self) -> None:
        self.begin = self.stream.chunk_offset - 1  # the character before is the "<"

    def tag_open_state(self) -> bool:
        """Remember where a tag begins."""
        self._begins()
        return bool(super().tag_open_state())

    def rcdata_less_than_sign_state(self) -> bool:
        """Remember where the end tag of a title or text area may begin."""
        self._begins()
        return bool(super().rcdata_less_than_sign_state())

    def rawtext_less_than_sign_state(self) -> bool:
        """Remember where the end tag of a style sheet may begin."""
        self._begins()
        return bool(super().rawtext_less_than_sign_state())

    def script_data_less_than_sign_state(self) -> bool:
        """Remember where the end tag of a script may begin."""
        self._begins()
        return bool(super().script_data_less_than_sign_state())

    def script_data_escaped_less_than_sign_state(self) -> bool:
        """Remember where the end tag of a script with a comment may begin."""
        self._begins()
        return bool(super().script_data_escaped_less_than_sign_state())

    def emit_current_token(self) -> None:
        """Add the position of a tag."""
        self.current_token["span"] = SourceSpan(self.begin, self.stream.chunk_offset)
        super().emit_current_token()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the tokens, without those of templates, which a page does not show."""
        depth = 0
        for token in super().__iter__():
            kind, name = token["type"], token.get("name")
            if name == "template" and kind is Token.START_TAG and (depth or self._is_in_html()):
                depth += 1
            elif depth and name == "template" and kind is Token.END_TAG:
                depth -= 1
            elif depth:
                if kind is Token.START_TAG and name in RAW:
                    self.state = getattr(self, RAW[name])
            else:
                self._prepare_tree(token)
                yield token

    def _is_in_html(self) -> bool:
        """Return whether the next element is not one of SVG or MathML."""
        stack = self.parser.tree.open_elements
        return not stack or stack[-1].namespace == Namespace.HTML.value

    def _prepare_tree(self, token: dict[str, Any]) -> None:
        tree, span = self.parser.tree, token.get("span")
        tree.open_elements.closing = (token["name"], span) if token["type"] is Token.END_TAG else None
        tree.image = span if token.get("name") == "image" else None


class Parser(HTMLParser):  # type: ignore[misc]
    """The parser, with positions."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = Builder(namespace_html_elements=True)
        for phase in self.phases.values():
            phase.tree = self.tree

    def parse_text(self, text: str, container: str | None) -> Tree:
        """Parse a document, or a part of one that is in an element ``container``."""
        self.container, self.scripting = container, False
        self.tokenizer = Tokenizer(WholeText(text), parser=self)
        self.reset()
        self.main_loop()
        spans = {node._element: (node.start_span, node.end_span) for node in self.tree.made}
        return Tree(self.tree.document._element, text, spans, "UTF-8")


def parse(
    source: str | bytes, *, positions: bool = False, source_locations: bool = False, encoding: str = ""
) -> Tree:
    """Parse a document. Positions are always recorded; of bytes, only the encoding is found."""
    if isinstance(source, bytes):
        tree = Parser().parse_text("", None)
        tree.encoding = name_of(encoding) if encoding else _declared(source)
        return tree
    return Parser().parse_text(source, None)


def _declared(source: bytes) -> str:
    """Return the encoding that bytes declare; without one, UTF-8 if they need it and are valid in it."""
    found = EncodingParser(source[:PRESCAN]).get_encoding()
    name = name_of(found.name) if found else ""
    if name.startswith("UTF-16"):  # it was read as ASCII, so it is not
        return "UTF-8"
    return name or ("windows-1252" if source.isascii() or not _is_utf8(source) else "UTF-8")


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def parse_fragment(source: str, *, source_locations: bool = False) -> Tree:
    """Parse the content of an element."""
    return Parser().parse_text(source, "div")
