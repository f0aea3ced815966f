"""An address for a name that Pelican's rules leave nothing of: ``🌱`` is ``seedling``. Text in, text out."""

from unicodedata import category, name, normalize

MAX_CHARACTERS = 10
"""Those that are spelled out; their names are long."""


def spelled(text: str) -> str:
    """Return the Unicode names of a text's characters as a slug: ``party-popper`` for ``🎉``.

    Spaces, and marks that only change the look of the character before them, are passed over.
    """
    characters = [
        one for one in normalize("NFC", text) if category(one)[0] in "LNPS" or category(one) == "Co"
    ]
    names = [name(one, f"u{ord(one):04x}") for one in characters[:MAX_CHARACTERS]]
    return "-".join("-".join(word.split()) for word in names).lower()
