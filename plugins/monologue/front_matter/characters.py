"""Characters that are not allowed in documents and feeds, and the line and column of an index in a text."""

import re
from bisect import bisect_left

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids, so that a feed cannot contain them. Source: https://www.w3.org/TR/xml/#charsets"""
REFERENCE = re.compile(r"&#(?:(?P<hex>[xX][0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,10}));")
"""A numeric character reference of HTML that ends with its semicolon."""
ESCAPE = "\x1b"
COLOUR_CODE = re.compile("\x1b\\[[0-9;:?]*[A-Za-z]")
"""A control sequence of a terminal. Source: ECMA-48, section 5.4."""
FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[^\s`]*)")


class Places:
    """Lines and columns of a text. Each look-up takes logarithmic time."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.first_line = first_line

    def at(self, index: int) -> tuple[int, int]:
        """Return the line and the column, from 1, of the character at ``index``."""
        before = bisect_left(self.breaks, index)
        return self.first_line + before, index - (self.breaks[before - 1] if before else -1)


def without_colours(text: str) -> str:
    """Return a text without the colour codes in its code blocks whose language is ``ansi``."""
    if ESCAPE not in text:
        return text
    lines, fence, is_ansi = text.split("\n"), "", False
    for index, line in enumerate(lines):
        match = FENCE.match(line)
        if match and not fence:
            fence, is_ansi = match["fence"], match["language"].lower() == "ansi"
        elif match and match["fence"].startswith(fence) and not match["language"]:
            fence, is_ansi = "", False
        elif is_ansi:
            lines[index] = COLOUR_CODE.sub("", line)
    return "\n".join(lines)


def forbidden_in(text: str) -> tuple[int, str]:
    """Return the index and the name of the first forbidden character; -1 and "" if there is none."""
    match = FORBIDDEN.search(text)
    return (match.start(), character_name(match[0])) if match else (-1, "")


def forbidden_reference(html: str) -> str:
    """Return the first character reference to a forbidden character, as written, or an empty text."""
    for match in REFERENCE.finditer(html):
        code = int(match["hex"][1:], 16) if match["hex"] else int(match["decimal"])
        if code <= 0x10FFFF and FORBIDDEN.match(chr(code)):
            return match[0]
    return ""


def character_name(character: str) -> str:
    """Return ``U+001B``, with a common name if it has one."""
    known = {ESCAPE: " (Escape)", "\x08": " (Backspace)", "\x0b": " (Vertical tab)", "\x0c": " (Form feed)"}
    surrogate = " (half of a surrogate pair)" if "\ud800" <= character <= "\udfff" else ""
    return f"U+{ord(character):04X}{known.get(character, surrogate)}"
