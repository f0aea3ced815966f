"""Read and check the theme's only setting, ``MONOLOGUE``. No Pelican, no disk."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from ..core.renamed import with_new_names
from ..core.settings import SettingsError, did_you_mean, read_settings, unknown
from .contrast import contrast
from .languages import Words

TYPEFACES = ("mono", "sans", "serif")
DIRECTIVE = re.compile(r"[a-z]+(?:-[a-z]+)*")
READABLE = 4.5
"""The minimum contrast of a link: https://www.w3.org/TR/WCAG22/#contrast-minimum."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The theme's appearance and strings; each field is one key of ``MONOLOGUE``."""

    typeface: str = "mono"
    """`mono`, `sans` or `serif`."""
    accent: tuple[str, ...] = ()
    """Two colours of links, for light and for dark; if empty, the theme's own."""
    contents: int = 6
    """The minimum number of sections for a table of contents; 0: never by default."""
    policy: dict[str, str] | None = field(default_factory=dict)
    """Further sources for the Content-Security-Policy, by directive; `False`, read as None: no policy."""
    languages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The theme's strings by language tag: `{"de": {"skip": "Zum Text"}}`."""


def read(settings: Mapping[str, Any], words: Words, backgrounds: Callable[[], tuple[str, str]]) -> Settings:
    """Read ``MONOLOGUE`` from the site's settings.

    ``words`` are the theme's English strings; ``backgrounds`` returns the colours
    with the least contrast to text, for light and for dark, or ``""``.

    Raises:
        SettingsError: For an unknown key, a value of a wrong type, an accent with
            too little contrast, or a string that cannot be formatted.
    """
    given = with_new_names(settings, "MONOLOGUE")
    has_policy = not (isinstance(given, Mapping) and given.get("policy") is False)
    if not has_policy:
        given = {key: value for key, value in given.items() if key != "policy"}
    options = read_settings(Settings, "MONOLOGUE", {**settings, "MONOLOGUE": given})
    if options.typeface not in TYPEFACES:
        hint = did_you_mean(options.typeface, TYPEFACES)
        message = f"MONOLOGUE['typeface'] must be one of {', '.join(TYPEFACES)}, not {options.typeface!r}"
        raise SettingsError(message + (f" ({hint})" if hint else ""))
    _check_accent(options.accent, backgrounds)
    _check_policy(options.policy or {})
    for tag, own in options.languages.items():
        where = f"MONOLOGUE['languages'][{tag!r}]"
        if not isinstance(tag, str) or not isinstance(own, Mapping):
            raise SettingsError(f"{where} must be a dictionary, not {own!r}")
        for key, text in own.items():
            if key not in words:
                raise unknown(f"{where}[{key!r}]", did_you_mean(str(key), words))
            _check_word(text, words[key], f"{where}[{key!r}]")
    return options if has_policy else replace(options, policy=None)


def _check_policy(own: Mapping[Any, Any]) -> None:
    for directive, sources in own.items():
        if not isinstance(sources, str):
            where = f"MONOLOGUE['policy'][{directive!r}]"
            raise SettingsError(f"{where} must be text, with spaces between sources, not {sources!r}")
        if not isinstance(directive, str) or not DIRECTIVE.fullmatch(directive):
            raise SettingsError(
                f"MONOLOGUE['policy'] has {directive!r}, which is not the name of a directive"
            )
        if mark := next((mark for mark in ";," if mark in sources), ""):
            where = f"MONOLOGUE['policy'][{directive!r}]"
            raise SettingsError(f"{where} must not contain {mark!r} (write a space between sources)")


def _check_word(text: object, english: object, where: str) -> None:
    """Check that a string can be formatted like the English one."""
    if not isinstance(english, str):
        count = len(english) if isinstance(english, Sequence) else 0
        if not _are_texts(text) or len(text) != count:
            raise SettingsError(f"{where} must be {count} texts, as in {english!r}, not {text!r}")
        return
    if not isinstance(text, str):
        raise SettingsError(f"{where} must be text, not {text!r}")
    numbers = english.count("%d")
    try:
        is_printable = not numbers or text % ((1,) * numbers) is not None
    except (TypeError, ValueError):
        is_printable = False
    if not is_printable:
        raise SettingsError(f"{where} must contain %d as often as {english!r}, not {text!r}")


def _are_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)


def _check_accent(accent: tuple[str, ...], backgrounds: Callable[[], tuple[str, str]]) -> None:
    if not accent:
        return
    if len(accent) != 2 or not all(isinstance(colour, str) for colour in accent):
        example = "two colours, for light and for dark: ('#0b6e4f', '#6fd6ae')"
        raise SettingsError(f"MONOLOGUE['accent'] must be {example}, not {accent!r}")
    for colour, background, scheme, better in zip(
        accent, backgrounds(), ("light", "dark"), ("darker", "lighter"), strict=True
    ):
        reached = contrast(colour, background)
        if reached is not None and reached < READABLE:
            raise SettingsError(
                f"MONOLOGUE['accent'] has {colour!r} for {scheme}, whose contrast on {background}"
                f" is {reached:.2f}:1; a link needs at least {READABLE}:1 (write a {better} colour)"
            )
