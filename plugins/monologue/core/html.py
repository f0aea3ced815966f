"""The HTML parser: the compiled ``turbohtml``, or where it cannot be installed, a slower one in pure Python.

Both follow the WHATWG standard, so that they find what a browser finds.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from turbohtml import Document as Tree
    from turbohtml import Element, Namespace, SourceLocation, parse, parse_fragment
else:
    try:
        from turbohtml import Document as Tree
        from turbohtml import Element, Namespace, SourceLocation, parse, parse_fragment
    except ModuleNotFoundError:
        from .slow.nodes import Element, Namespace, SourceLocation, Tree
        from .slow.parser import parse, parse_fragment

__all__ = [
    "Element",
    "Namespace",
    "SourceLocation",
    "Tree",
    "declared_encoding",
    "decode_as",
    "encoding_named",
    "parse",
    "parse_fragment",
]


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
