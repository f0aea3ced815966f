"""Detect the encoding of a file, decode it, and encode it again. No disk.

Only labels of the Encoding Standard (WHATWG) are accepted. Python also knows ``punycode``,
which takes quadratic time to decode, and ``unicode_escape``, whose text cannot be encoded
again unchanged.
"""

import codecs
import re

from ...core.html import declared_encoding, decode_as, encoding_named

UTF8 = "UTF-8"
FALLBACK = "windows-1252"
"""The encoding that browsers use for a file that is not UTF-8 and declares no encoding."""
BOMS = {codecs.BOM_UTF8: UTF8, codecs.BOM_UTF16_LE: "UTF-16LE", codecs.BOM_UTF16_BE: "UTF-16BE"}
PRESCAN = 1024
"""Bytes in which a file must declare its encoding."""

_META_UTF8 = re.compile(rb"<meta\s[^<>]*?charset\s*=\s*[\"']?utf-?8[\"'\s/>]")
_XML = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
_CSS = re.compile(rb'@charset "([^"]{1,60})";')
_ENCODERS = {
    "Big5": "big5hkscs",
    "EUC-KR": "cp949",
    "GBK": "gb18030",
    "Shift_JIS": "cp932",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "ISO-8859-8-I": "iso-8859-8",
}
"""Python's name of an encoding, where the standard name is unknown to Python or means a smaller set."""


def decode(data: bytes, path: str = "") -> str:
    r"""Return the text of the file at ``path``, with line ends ``\n``."""
    text = decoded(data, encoding_of(data, path)).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encoding_of(data: bytes, path: str = "", label: str = "", *, cut: bool = False) -> str:
    """Return the standard name of the encoding of the file at ``path``; the extension decides how to find it.

    ``label`` comes from outside the file (HTTP's ``charset``). It takes precedence over a
    declaration in the file, but not over a byte order mark. A file without any of them is UTF-8
    if it is valid UTF-8. ``cut`` says that the data may end inside a character.

    Sources: WHATWG HTML, "encoding sniffing algorithm"; XML 1.0, section 4.3.3;
    CSS Syntax, section 3.2.
    """
    for bom, name in BOMS.items():
        if data.startswith(bom):
            return name
    named = NAMED.get(path.rpartition(".")[2].lower())
    return name_of(label) or (named(data) if named else "") or (UTF8 if _is_utf8(data, cut) else FALLBACK)


def name_of(label: str) -> str:
    """Return the name of the encoding for a label of the standard; ``""`` for any other label."""
    return encoding_named(label)


def encoded(text: str, encoding: str) -> bytes:
    """Encode a text in one of the standard's encodings.

    Raises:
        ValueError: If the encoding lacks a character of the text, or has no encoder.
    """
    try:
        return text.encode(_ENCODERS.get(encoding, encoding))
    except LookupError as error:
        raise ValueError(str(error)) from error


def decoded(data: bytes, encoding: str) -> str:
    """Decode bytes like browsers: malformed sequences become U+FFFD."""
    if encoding == UTF8:
        return data.decode(errors="replace")
    return decode_as(data, encoding)


def _named_by_html(data: bytes) -> str:
    """Return the encoding that a ``meta`` element declares, as browsers find it."""
    head = data[:PRESCAN].lower()
    at = head.find(b"charset")
    if at < 0:
        return ""
    if _META_UTF8.match(head, max(head.rfind(b"<", 0, at), 0)) and b"<!--" not in head[:at]:
        return UTF8  # true of nearly all files; the parser handles the rest
    return declared_encoding(data)


def _named_by_xml(data: bytes) -> str:
    return _named(_XML.match(data, 0, PRESCAN))


def _named_by_css(data: bytes) -> str:
    return _named(_CSS.match(data))


def _named(match: re.Match[bytes] | None) -> str:
    """Return the encoding of a label that was read as ASCII, so that it cannot be UTF-16."""
    name = name_of(match[1].decode("ascii", "replace")) if match else ""
    return UTF8 if name.startswith("UTF-16") else name


NAMED = {"html": _named_by_html, "htm": _named_by_html, "css": _named_by_css} | dict.fromkeys(
    ("xml", "atom", "rss", "svg", "xhtml"), _named_by_xml
)
"""The function that finds the declared encoding, by file extension."""


def _is_utf8(data: bytes, cut: bool) -> bool:
    try:
        codecs.utf_8_decode(data, "strict", not cut)
    except UnicodeDecodeError:
        return False
    return True
