"""The HTML parser: the compiled ``turbohtml``, or where it cannot be installed, a slower one in pure Python.

Both follow the WHATWG standard, so that they find what a browser finds.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from turbohtml import Document as Tree
    from turbohtml import Element, SourceLocation
else:
    Tree = Element = SourceLocation = Any  # the parser is not imported for annotations: see _library

__all__ = [
    "Element",
    "SourceLocation",
    "Tree",
    "declared_encoding",
    "decode_as",
    "encoding_named",
    "is_element",
    "is_mathml",
    "parse",
    "parse_fragment",
]


@cache
def _library() -> Any:
    """Return the parser. It is imported on demand, because many builds reuse all documents."""
    try:
        import turbohtml  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        from .slow import parser  # noqa: PLC0415 - as above

        return parser
    return turbohtml


def parse(html: str | bytes, **options: Any) -> Tree:
    """Parse a document, as ``turbohtml.parse`` does."""
    tree: Tree = _library().parse(html, **options)
    return tree


def parse_fragment(html: str, **options: Any) -> Element:
    """Parse a part of a document, as ``turbohtml.parse_fragment`` does."""
    element: Element = _library().parse_fragment(html, **options)
    return element


def is_element(node: object) -> TypeGuard[Element]:
    """Return whether a node of a tree is an element, not the tree."""
    return isinstance(node, _library().Element)


def is_mathml(element: Element) -> bool:
    """Return whether an element has a meaning in formulas; an SVG may have one of the same name."""
    return bool(element.namespace is _library().Namespace.MATHML)


def encoding_named(label: str) -> str:
    """Return the name of the encoding for a label of the Encoding Standard; ``""`` for any other label."""
    try:
        return str(parse(b"", encoding=label, positions=False).encoding) if label else ""
    except (LookupError, ValueError):
        return ""


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a ``meta`` element declares, as browsers find it."""
    return str(parse(data, positions=False).encoding)


def decode_as(data: bytes, encoding: str) -> str:
    """Decode bytes in an encoding of the standard, by its name; malformed sequences become U+FFFD."""
    try:
        import turbohtml.detect  # noqa: F401, PLC0415 - registers the encodings; most sites are UTF-8
    except ModuleNotFoundError:
        from .slow.encodings import decode  # noqa: PLC0415 - as above

        return decode(data, encoding)
    return data.decode(f"whatwg-{encoding}")
