"""Connect to Pelican: the reader of the part ``front_matter`` finds the converter in the settings."""

from pathlib import Path
from typing import Any

from ...core.text import CONVERTER
from ..convert import Converter
from ..settings import read
from .files import ContentFiles
from .own import components_of, extension_at, sources_of

SOURCES = "BODY_COMPONENT_SOURCES"
"""The key of the settings with the sources of the components, which the build cache compares."""


def connect(pelican: Any) -> None:
    """Read ``BODY``, and put the converter into the settings.

    Raises:
        SettingsError: For a mistake in it, or an extension or a component that cannot be loaded.
    """
    settings = read(pelican.settings)
    root = Path(pelican.settings["PATH"]).parent
    pelican.settings[CONVERTER] = Converter(
        settings,
        tuple(map(extension_at, settings.extensions)),
        ContentFiles(pelican.settings),
        pelican.settings,
        components_of(settings.components, root),
    )
    pelican.settings[SOURCES] = sources_of(settings.components, root)
