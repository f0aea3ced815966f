"""The encodings of the Encoding Standard (WHATWG), with the pure-Python package ``webencodings``."""

import codecs

import webencodings

SPELLED = {
    "big5": "Big5",
    "euc-kr": "EUC-KR",
    "euc-jp": "EUC-JP",
    "gbk": "GBK",
    "shift_jis": "Shift_JIS",
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16LE",
    "utf-16be": "UTF-16BE",
}
"""The names that the standard writes with capital letters, apart from those below."""
CONTROLS = "monologue-controls"
"""The name under which Python knows ``_control``."""
UPPER = ("ibm", "iso-", "koi8")
"""The beginnings of the other names in capital letters."""


def name_of(label: str) -> str:
    """Return the name of the encoding for a label.

    Raises:
        LookupError: If the standard does not have the label.
    """
    found = webencodings.lookup(label)
    if found is None:
        raise LookupError(label)
    name = str(found.name)
    return SPELLED.get(name) or (name.upper() if name.startswith(UPPER) else name)


def decode(data: bytes, encoding: str) -> str:
    """Decode bytes; malformed sequences become U+FFFD."""
    errors = CONTROLS if encoding.startswith("windows-") else "replace"
    return str(webencodings.lookup(encoding).codec_info.decode(data, errors)[0])


def _control(error: UnicodeError) -> tuple[str, int]:
    """Read a byte without a character as the standard does: as a control character if it is one."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (chr(byte) if byte < 0xA0 else "\ufffd"), error.start + 1


codecs.register_error(CONTROLS, _control)
