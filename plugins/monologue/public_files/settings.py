"""The settings of this part: the dictionary ``PUBLIC_FILES``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.settings import SettingsError, read_settings


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder; each field is one key of ``PUBLIC_FILES``."""

    folder: str = "public"
    """The folder whose files go to the root of the site, relative to the folder that contains `PATH`."""


def read(site_settings: Mapping[str, Any]) -> Settings:
    """Read ``PUBLIC_FILES`` from the site's settings.

    Raises:
        SettingsError: For an unknown key, or a folder that is not a relative path without ``..``.
    """
    settings = read_settings(Settings, "PUBLIC_FILES", site_settings)
    if {"", ".", ".."} & set(settings.folder.split("/")):
        message = f"PUBLIC_FILES['folder'] must be a folder next to the content, not {settings.folder!r}"
        raise SettingsError(message)
    return settings
