"""The setting ``LANGUAGES``: the languages of a site besides ``DEFAULT_LANG``. Does not import Pelican."""

import re
from collections.abc import Mapping
from typing import Any

from .settings import SettingsError, did_you_mean, refuse_misspellings, unknown

NAME = "LANGUAGES"
TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
"""A string with the syntax of a BCP 47 tag (RFC 5646)."""
TEXTS = ("SITENAME", "SITESUBTITLE")
LISTS = ("MENUITEMS", "LINKS")
KEYS = (*TEXTS, *LISTS)
"""The settings of Pelican's that can differ in a language."""


def normal(tag: str) -> str:
    """Return a tag as Pelican compares it: in lower case, with hyphens."""
    return tag.lower().replace("_", "-")


def read_languages(settings: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the settings of each further language, by its tag in lower case.

    Raises:
        SettingsError: For a misspelling, a tag that is not a language code or is the
            site's own language, an unknown key, or a value of a wrong type.
    """
    refuse_misspellings(NAME, settings)
    given = settings.get(NAME, {})
    if not isinstance(given, Mapping):
        raise SettingsError(f'{NAME} must be a dictionary such as {{"ja": {{}}}}, not {given!r}')
    own = normal(str(settings.get("DEFAULT_LANG", "en")))
    for tag, values in given.items():
        where = f"{NAME}[{tag!r}]"
        if not isinstance(tag, str) or not TAG.fullmatch(tag):
            raise SettingsError(f"{where}: {tag!r} is not a language code (write a code such as ja)")
        if normal(tag) == own:
            raise SettingsError(f"{where} is the language of the site, DEFAULT_LANG (name only the others)")
        _check_values(values, where)
    return {normal(tag): values for tag, values in given.items()}


def _check_values(values: object, where: str) -> None:
    if not isinstance(values, Mapping):
        raise SettingsError(f"{where} must be a dictionary, not {values!r}")
    for key, value in values.items():
        if key not in KEYS:
            raise unknown(f"{where}[{key!r}]", did_you_mean(str(key), KEYS))
        if key in TEXTS and not isinstance(value, str):
            raise SettingsError(f"{where}[{key!r}] must be text, not {value!r}")
        if key in LISTS and not _are_pairs(value):
            raise SettingsError(f"{where}[{key!r}] must be a list of (label, URL), not {value!r}")


def _are_pairs(value: object) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
        for pair in value
    )
