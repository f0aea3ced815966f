"""The settings of this part: the dictionary ``BODY``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.rule import check_severities
from ..core.settings import SettingsError, did_you_mean, read_settings
from .rules import RULES

ENGINES = ("commonmark", "python-markdown")


@dataclass(frozen=True, slots=True)
class Settings:
    """How texts are read; each field is one key of ``BODY``."""

    engine: str = "auto"
    """The engine of all texts: `commonmark` or `python-markdown`; `auto` decides by the dialect of each file:
    `python-markdown` for Pelican and MkDocs, `commonmark` for all others."""
    engines: dict[str, str] = field(default_factory=dict)
    """The engine of a folder, by its path below `PATH`: `{"notes": "commonmark"}`. The longest path wins."""
    extensions: tuple[str, ...] = ()
    """More plugins of markdown-it-py for CommonMark, by import path:
    `("mdit_py_plugins.field_list.fieldlist_plugin",)`."""
    smart_quotes: bool = True
    """Whether texts of Hugo, Astro, Jekyll and Quarto get typographic quotes and dashes, as their generators
    write them. One file turns it off with the field `smartypants: false`."""
    components: dict[str, str] = field(default_factory=dict)
    """Components of MDX, by name: the path of a Jinja template next to `content/`, such as
    `{"Aside": "components/aside.html"}`. It gets the attributes, and `{{ children }}`."""
    severity: dict[str, str] = field(default_factory=dict)
    """The severity of a rule, by its id: `off`, `warning` or `error`."""


def read(site_settings: Mapping[str, Any]) -> Settings:
    """Read ``BODY`` from the site's settings.

    Raises:
        SettingsError: For an unknown key, an engine that does not exist, or an import path that is not text.
    """
    settings = read_settings(Settings, "BODY", site_settings)
    check_severities(settings.severity, RULES, "BODY")
    named = {"BODY['engine']": settings.engine}
    named |= {f"BODY['engines'][{folder!r}]": name for folder, name in settings.engines.items()}
    for where, name in named.items():
        if name not in (*ENGINES, "auto"):
            hint = did_you_mean(str(name), ENGINES)
            raise SettingsError(
                f"{where} must be one of {', '.join((*ENGINES, 'auto'))}, not {name!r}"
                + (f" ({hint})" if hint else "")
            )
    for name, file in settings.components.items():
        if not isinstance(file, str):
            raise SettingsError(f"BODY['components'][{name!r}] must be the path of a template, not {file!r}")
    for index, path in enumerate(settings.extensions):
        if not isinstance(path, str) or "." not in path:
            raise SettingsError(
                f"BODY['extensions'][{index}] must be an import path such as package.plugin, not {path!r}"
            )
    return settings
