"""Say in which encoding a file is written, decode it, and encode what was changed in it. No disk.

Labels are those of the Encoding Standard (WHATWG) and no others: Python would also
follow ``charset=punycode``, which takes the square of a file's size to decode, or
``unicode_escape``, whose text cannot be written again.
"""

import codecs
import re

from turbohtml import parse

UTF8 = "UTF-8"
FALLBACK = "windows-1252"
"""What browsers read a file as that is not UTF-8 and names no encoding."""
BOMS = {codecs.BOM_UTF8: UTF8, codecs.BOM_UTF16_LE: "UTF-16LE", codecs.BOM_UTF16_BE: "UTF-16BE"}
PRESCAN = 1024
"""Bytes in which an HTML document or a style sheet names its encoding."""

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
"""Python's name of an encoding, where the standard's is unknown to it or means less."""


def decode(data: bytes, path: str = "") -> str:
    r"""Return the text of the file at ``path``, its lines ended by ``\n``."""
    text = decoded(data, encoding_of(data, path)).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encoding_of(data: bytes, path: str = "", told: str = "", *, cut: bool = False) -> str:
    """Return the standard's name of the encoding of the file at ``path``, whose ending says how it names it.

    ``told`` is a label from outside the file (HTTP's ``charset``); what the file says
    itself counts less, a byte order mark more. A file that says nothing is UTF-8 if
    it can be. Where only the beginning was read, it is ``cut``, perhaps inside a character.

    Sources: WHATWG HTML, "encoding sniffing algorithm"; XML 1.0, section 4.3.3;
    CSS Syntax, section 3.2.
    """
    for bom, name in BOMS.items():
        if data.startswith(bom):
            return name
    named = NAMED.get(path.rpartition(".")[2].lower())
    return name_of(told) or (named(data) if named else "") or (UTF8 if _is_utf8(data, cut) else FALLBACK)


def name_of(label: str) -> str:
    """Return the name of the encoding that a label of the standard means; ``""`` for any other label."""
    try:
        return str(parse(b"", encoding=label, positions=False).encoding) if label else ""
    except (LookupError, ValueError):
        return ""


def encoded(text: str, encoding: str) -> bytes:
    """Return a text in one of the standard's encodings.

    Raises:
        ValueError: If it has characters that the encoding does not have, or there is no encoder for it.
    """
    try:
        return text.encode(_ENCODERS.get(encoding, encoding))
    except LookupError as error:
        raise ValueError(str(error)) from error


def decoded(data: bytes, encoding: str) -> str:
    """Return bytes as text, as browsers do: what is malformed becomes U+FFFD."""
    if encoding == UTF8:
        return data.decode(errors="replace")
    import turbohtml.detect  # noqa: F401, PLC0415 - it knows the standard's encodings; most sites are UTF-8

    return data.decode(f"whatwg-{encoding}")


def _named_by_html(data: bytes) -> str:
    """Return what a ``meta`` element of an HTML document names, as browsers find it."""
    head = data[:PRESCAN].lower()
    at = head.find(b"charset")
    if at < 0:
        return ""
    if _META_UTF8.match(head, max(head.rfind(b"<", 0, at), 0)) and b"<!--" not in head[:at]:
        return UTF8  # as nearly all do; the parser is for the rest
    return str(parse(data, positions=False).encoding)


def _named_by_xml(data: bytes) -> str:
    return _named(_XML.match(data, 0, PRESCAN))


def _named_by_css(data: bytes) -> str:
    return _named(_CSS.match(data))


def _named(match: re.Match[bytes] | None) -> str:
    """Return the encoding that a label names in bytes that are ASCII, so that it cannot be UTF-16."""
    name = name_of(match[1].decode("ascii", "replace")) if match else ""
    return UTF8 if name.startswith("UTF-16") else name


NAMED = {"html": _named_by_html, "htm": _named_by_html, "css": _named_by_css} | dict.fromkeys(
    ("xml", "atom", "rss", "svg", "xhtml"), _named_by_xml
)
"""Finds what a file says of its own encoding, by the ending of its name."""


def _is_utf8(data: bytes, cut: bool) -> bool:
    try:
        codecs.utf_8_decode(data, "strict", not cut)
    except UnicodeDecodeError:
        return False
    return True
