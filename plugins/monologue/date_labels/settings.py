"""The settings of this plugin: the dictionary ``DATE_LABELS``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..core.rule import check_severities
from ..core.settings import SettingsError, did_you_mean, read_settings, unknown
from .rules import RULES


@dataclass(frozen=True, slots=True)
class Settings:
    """Labels and date format of a site; each field is one key of ``DATE_LABELS``."""

    published: str = "Published:"
    """The words before the date of publication. Empty: no label."""
    updated: str = "Updated:"
    """The words before the date of the last change."""
    page: str = "Last updated:"
    """The words before the `date` of a page that has no date of publication."""
    format: str = "{mon} {day}, {year}"
    """How a date is printed: `{year}`, `{month}` and `{day}` are numbers without leading zeros, `{mon}` is
    the English short name of the month, on every machine."""
    languages: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same keys for a language, by its tag: `{"ja": {"page": "最終更新:"}}`. A region falls back
    to its language (`pt-br` to `pt`), a missing key to the site's own, which is in Japanese by default for
    texts in Japanese."""
    severity: dict[str, str] = field(default_factory=dict)
    """The severity of a rule, by its id: `off`, `warning` or `error`."""

    def for_language(self, tag: str) -> "Settings":
        """Return the settings for contents in the language ``tag`` (BCP 47, any case)."""
        by_tag = {key.lower(): value for key, value in self.languages.items()}
        language = tag.lower().partition("-")[0]
        chosen: Mapping[str, Any] = by_tag.get(tag.lower()) or by_tag.get(language) or {}
        ours = {
            key: text for key, text in OURS.get(language, {}).items() if getattr(self, key) == DEFAULTS[key]
        }
        return replace(self, languages={}, **{**ours, **chosen})


OURS: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "published": "公開:",
        "updated": "更新:",
        "page": "最終更新:",
        "format": "{year}年{month}月{day}日",
    }
}
"""Texts for a language, used where the site has no text of its own."""
DEFAULTS = {item.name: item.default for item in fields(Settings)}
LABELS = ("published", "updated", "page")
TEXTS = tuple(item.name for item in fields(Settings) if item.type is str)


def read(site_settings: Mapping[str, Any]) -> Settings:
    """Read ``DATE_LABELS`` from the site's settings.

    Raises:
        SettingsError: For an unknown key, a value that is not text, or a
            format with an unknown field.
    """
    settings = read_settings(Settings, "DATE_LABELS", site_settings)
    check_severities(settings.severity, RULES, "DATE_LABELS")
    _check_format(settings.format, "DATE_LABELS['format']")
    for tag, texts in settings.languages.items():
        where = f"DATE_LABELS['languages'][{tag!r}]"
        if not isinstance(tag, str) or not isinstance(texts, Mapping):
            raise SettingsError(f"{where} must be a dictionary, not {texts!r}")
        for key, text in texts.items():
            if key not in TEXTS:
                raise unknown(f"{where}[{key!r}]", did_you_mean(str(key), TEXTS))
            if not isinstance(text, str):
                raise SettingsError(f"{where}[{key!r}] must be text, not {text!r}")
        _check_format(texts.get("format", ""), f"{where}['format']")
    return settings


def _check_format(text: str, where: str) -> None:
    try:
        wrong = text == text.format(year=0, month=0, day=0, mon="") != ""
    except (KeyError, IndexError, ValueError, AttributeError):
        wrong = True
    if wrong:
        raise SettingsError(f"{where} must be made of {{year}}, {{month}}, {{mon}} and {{day}}, not {text!r}")
