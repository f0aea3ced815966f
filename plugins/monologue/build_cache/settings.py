"""The settings of this part: the dictionary ``BUILD_CACHE``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.settings import SettingsError, read_settings


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how values are reused; each field is one key of ``BUILD_CACHE``."""

    folder: str = ".monologue"
    """The folder of the store, relative to the folder with the settings file."""
    processes: int = 0
    """The number of processes that read and render: `1`, `2`, or `0` for as many as the machine has cores,
    at most two. Where the system cannot fork, there is one."""
    trusted: tuple[str, ...] = ()
    """Modules of other plugins, filters and Markdown extensions whose results depend on their arguments,
    contents and settings alone: not on the clock, on files, or on how often they were called."""


def read(site_settings: Mapping[str, Any]) -> Settings:
    """Read ``BUILD_CACHE`` from the site's settings.

    Raises:
        SettingsError: For an unknown key, or a value that cannot be used.
    """
    settings = read_settings(Settings, "BUILD_CACHE", site_settings)
    if settings.processes not in {0, 1, 2}:
        raise SettingsError(f"BUILD_CACHE['processes'] must be 0, 1 or 2, not {settings.processes!r}")
    if not settings.folder.strip("./"):
        raise SettingsError(f"BUILD_CACHE['folder'] must be a folder of its own, not {settings.folder!r}")
    return settings
