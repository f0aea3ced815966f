"""Check ``tel:`` links (RFC 3966). No network, no Pelican."""

import re

_DIGIT = re.compile(r"[0-9*#]")
_NUMBER = re.compile(r"\+[0-9.()-]+|[0-9*#.()-]+")
"""A global or local number (RFC 3966, section 3); ``-.()`` are visual separators."""
_PARAMETER = re.compile(r"[a-zA-Z0-9-]+(?:=(?:[\w\[\]/:&+$!~*'().-]|%[0-9a-fA-F]{2})+)?", re.ASCII)


def fault_of_tel(href: str) -> str:
    """Return what is wrong with a ``tel:`` link, or ``""``.

    A local number without ``phone-context`` is accepted, because telephones dial it. Letters
    are not, although RFC 3966 allows A to F in a local number. A ``#`` may be written as
    ``%23``, because in a URL it begins a fragment.
    """
    number, *parameters = href.partition(":")[2].replace("%23", "#").split(";")
    if not number:
        return "tel: has no number"
    if number.startswith("//"):
        return "tel: must not be followed by slashes"
    if " " in number or "%20" in number:
        return f"{number[:40]!r} contains a space (write a hyphen)"
    if not (_NUMBER.fullmatch(number) and _DIGIT.search(number)):
        return f"{number[:40]!r} is not a telephone number"
    for parameter in parameters:
        if not _PARAMETER.fullmatch(parameter):
            return f"{parameter[:40]!r} is not a parameter of a telephone number"
    return ""
