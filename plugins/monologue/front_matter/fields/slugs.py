"""Slugs for names of which Pelican's rules leave nothing: ``🌱`` becomes ``seedling``."""

from unicodedata import category, name, normalize

MAX_CHARACTERS = 10
"""The maximum number of characters that are spelled out, because their names are long."""


def spelled(text: str) -> str:
    """Return the Unicode names of a text's characters as a slug: ``party-popper`` for ``🎉``.

    Spaces, and combining marks, are skipped.
    """
    characters = [
        one for one in normalize("NFC", text) if category(one)[0] in "LNPS" or category(one) == "Co"
    ]
    names = [name(one, f"u{ord(one):04x}") for one in characters[:MAX_CHARACTERS]]
    return "-".join("-".join(word.split()) for word in names).lower()
