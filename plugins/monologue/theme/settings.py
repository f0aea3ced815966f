"""The theme's one setting, ``MONOLOGUE``, read with care. No Pelican, no disk."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.settings import SettingsError, did_you_mean, read_settings, unknown
from .contrast import contrast

TYPEFACES = ("mono", "sans", "serif")
READABLE = 4.5
"""The contrast that a link needs: https://www.w3.org/TR/WCAG22/#contrast-minimum."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the theme looks and what it says; each field is one key of ``MONOLOGUE``."""

    typeface: str = "mono"
    """`mono`, `sans` or `serif`."""
    accent: tuple[str, ...] = ()
    """Two colours of links, for light and for dark; empty: the theme's own."""
    contents: int = 6
    """The number of sections from which a text has a table of contents."""
    policy: dict[str, Any] = field(default_factory=dict)
    """Further sources for the Content-Security-Policy, by directive; `False`: no policy."""
    languages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the theme says in a language, by its tag: `{"de": {"skip": "Zum Text"}}`."""


def read(settings: Mapping[str, Any], words: Collection[str], backgrounds: tuple[str, str]) -> Settings:
    """Read ``MONOLOGUE`` from the site's settings.

    ``words`` are the names of what the theme says; ``backgrounds`` the colours on
    which text is hardest to read, for light and for dark, or ``""``.

    Raises:
        SettingsError: For an unknown key, a value of another kind, or an accent
            that cannot be read.
    """
    given = settings.get("MONOLOGUE", {})
    if isinstance(given, Mapping) and given.get("policy") is False:
        given = {key: value for key, value in given.items() if key != "policy"}
    options = read_settings(Settings, "MONOLOGUE", {**settings, "MONOLOGUE": given})
    if options.typeface not in TYPEFACES:
        hint = did_you_mean(options.typeface, TYPEFACES) or f"one of {', '.join(TYPEFACES)}"
        raise SettingsError(f"MONOLOGUE['typeface'] is {options.typeface!r} ({hint})")
    _check_accent(options.accent, backgrounds)
    for tag, own in options.languages.items():
        where = f"MONOLOGUE['languages'][{tag!r}]"
        if not isinstance(own, Mapping):
            raise SettingsError(f"{where} must be a dictionary, not {own!r}")
        for key in own:
            if key not in words:
                raise unknown(f"{where}[{key!r}]", did_you_mean(str(key), words))
    return options


def _check_accent(accent: tuple[str, ...], backgrounds: tuple[str, str]) -> None:
    if not accent:
        return
    if len(accent) != 2 or not all(isinstance(colour, str) for colour in accent):
        example = "two colours, for light and for dark: ('#0b6e4f', '#6fd6ae')"
        raise SettingsError(f"MONOLOGUE['accent'] must be {example}, not {accent!r}")
    for colour, background, scheme, better in zip(
        accent, backgrounds, ("light", "dark"), ("darker", "lighter"), strict=True
    ):
        reached = contrast(colour, background)
        if reached is not None and reached < READABLE:
            raise SettingsError(
                f"MONOLOGUE['accent'] has {colour!r} for {scheme}, which has a contrast of {reached:.2f}:1 on"
                f" {background}; a link needs {READABLE}:1 to be readable (write a {better} colour)"
            )
