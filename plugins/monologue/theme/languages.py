"""Language tags (BCP 47), and the theme's strings in a language. No Pelican, no disk."""

from collections.abc import Iterator, Mapping
from typing import Any

RTL_LANGUAGES = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
RTL_SCRIPTS = frozenset("adlm arab aran hebr mand nkoo rohg samr syrc thaa".split())
"""Scripts that are written from right to left: https://www.unicode.org/iso15924/iso15924-codes.html."""

Words = dict[str, Any]
"""The theme's strings by the keys of ``macros/strings.html``; ``periods`` is a tuple of three."""


def subtags(tag: str) -> list[str]:
    """Split a tag, in lower case: ``pt_BR`` is ``["pt", "br"]``."""
    return tag.lower().replace("_", "-").split("-")


def direction(tag: str) -> str:
    """Return ``rtl`` or ``ltr``; a script in the tag (``az-Arab``) takes precedence over the language."""
    language, *others = subtags(tag)
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return "rtl" if (script in RTL_SCRIPTS if script else language in RTL_LANGUAGES) else "ltr"


def locale(tag: str) -> str:
    """Return a tag in the form of Open Graph, ``pt_BR``; ``""`` if it has no country."""
    language, *others = subtags(tag)
    return next((f"{language}_{part.upper()}" for part in others if len(part) == 2), "")


def words_for(tag: str, ours: Mapping[str, Words], own: Mapping[str, Words]) -> Words:
    """Return the strings for a tag; missing ones fall back from the region to the language to English.

    The site's ``own`` strings override ``ours``. The tags of ``own`` may be in any case, with
    ``-`` or ``_``.
    """
    given = {"-".join(subtags(name)): words for name, words in own.items()}
    chosen: Words = {}
    for known in _from_general_to_specific(tag):
        chosen |= {**ours.get(known, {}), **given.get(known, {})}
    return chosen


def _from_general_to_specific(tag: str) -> Iterator[str]:
    yield "en"
    parts = subtags(tag)
    for count in range(1, len(parts) + 1):
        if (known := "-".join(parts[:count])) != "en":
            yield known
