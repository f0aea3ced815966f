"""Read one dictionary of the site's settings into a dataclass. Does not import Pelican."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from .renamed import with_new_names

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

T = TypeVar("T")
SIMILAR = 0.85
"""The ratio of ``difflib`` from which a name is taken for a misspelling of another."""

NAMES_OF_TYPES: Mapping[type, str] = MappingProxyType(
    {
        int: "a whole number",
        float: "a number",
        str: "text",
        bool: "True or False",
        dict: "a dictionary",
        tuple: "a list",
    }
)
"""What a setting of each type must be, in words."""


class SettingsError(ValueError):
    """A setting that cannot be used; the message quotes it and says what is possible."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``"did you mean X?"`` for the most similar known word, or an empty text."""
    by_lower = {name.lower(): name for name in known}
    similar = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {by_lower[similar[0]]}?" if similar else ""


def unknown(what: str, hint: str) -> SettingsError:
    """Return the error that ``what``, quoted as written, is not a setting."""
    return SettingsError(f"{what} is not a setting" + (f" ({hint})" if hint else ""))


def refuse_misspellings(name: str, settings: Iterable[str]) -> None:
    """Refuse a setting whose name is nearly the one that this bundle reads.

    Raises:
        SettingsError: If there is one.
    """
    for key in settings:
        if key != name and key.isupper() and _is_like(key, name):
            raise unknown(key, f"did you mean {name}?")


@cache  # each generator reads the settings again
def _is_like(key: str, name: str) -> bool:
    """Return whether two names are similar. Their lengths alone exclude most."""
    shorter, longer = sorted((len(key), len(name)))
    is_possible = 2 * shorter >= SIMILAR * (shorter + longer)
    return is_possible and bool(get_close_matches(key, [name], cutoff=SIMILAR))


def read_settings(cls: type[T], name: str, settings: Mapping[str, Any]) -> T:
    """Read the dictionary ``settings[name]`` into the dataclass ``cls``.

    Each field of ``cls`` is one key; the type of its default is the required
    type. Lists and tuples are interchangeable. A renamed key is read by its old name, too.

    Raises:
        SettingsError: For a key that is not a field, a value of another type,
            or a misspelling of ``name`` in the settings.
    """
    defaults = {field.name: getattr(cls(), field.name) for field in fields(cls)}  # type: ignore[arg-type]
    refuse_misspellings(name, settings)
    given = with_new_names(settings, name)
    if not isinstance(given, Mapping):
        raise SettingsError(f"{name} must be a dictionary, not {given!r}")
    values = {}
    for key, value in given.items():
        if key not in defaults:
            raise unknown(f"{name}[{key!r}]", did_you_mean(str(key), defaults))
        values[key] = _as_type_of(defaults[key], value, f"{name}[{key!r}]")
    return cls(**values)


def time_zone(settings: Mapping[str, Any]) -> "ZoneInfo":
    """Return the time zone of the site.

    Raises:
        SettingsError: If ``TIMEZONE`` is not the name of one.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - the command line needs no time zone

    name = settings.get("TIMEZONE", "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError, AttributeError):
        raise SettingsError(f"TIMEZONE is {name!r}, not a time zone such as 'Europe/Berlin'") from None


def _as_type_of(default: Any, value: Any, where: str) -> Any:
    if isinstance(default, tuple) and isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(value)
    wanted = (int, float) if isinstance(default, float) else type(default)
    if isinstance(value, bool) != isinstance(default, bool) or not isinstance(value, wanted):
        raise SettingsError(f"{where} must be {NAMES_OF_TYPES[type(default)]}, not {value!r}")
    return value
