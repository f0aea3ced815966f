"""Read ``tel:`` links as RFC 3966 defines them. No network, no Pelican."""

import re

_DIGIT = re.compile(r"[0-9*#]")
_NUMBER = re.compile(r"\+[0-9.()-]+|[0-9*#.()-]+")
"""A global number, or a local one (RFC 3966, section 3); ``-.()`` are for the eye."""
_PARAMETER = re.compile(r"[a-zA-Z0-9-]+(?:=(?:[\w\[\]/:&+$!~*'().-]|%[0-9a-fA-F]{2})+)?", re.ASCII)


def fault_of_tel(href: str) -> str:
    """Return what is wrong with a ``tel:`` link, or ``""``.

    A local number without ``phone-context`` passes, since telephones dial it. Letters
    do not, although RFC 3966 would let a local number hold A to F. A ``#`` may be
    written as ``%23``, since to a browser a bare one begins a fragment.
    """
    number, *parameters = href.partition(":")[2].replace("%23", "#").split(";")
    if not number:
        return "no number is named"
    if number.startswith("//"):
        return "tel: takes no slashes"
    if " " in number or "%20" in number:
        return f"{number[:40]!r} has a space: write a hyphen"
    if not (_NUMBER.fullmatch(number) and _DIGIT.search(number)):
        return f"{number[:40]!r} is no telephone number"
    for parameter in parameters:
        if not _PARAMETER.fullmatch(parameter):
            return f"{parameter[:40]!r} is no parameter of a telephone number"
    return ""
