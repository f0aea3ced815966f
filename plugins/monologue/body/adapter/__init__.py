"""Connect to Pelican: the reader of the part ``front_matter`` finds the converter in the settings."""

from pathlib import Path
from typing import Any

from ...core.text import CONVERTER
from ..settings import read
from .files import ContentFiles
from .late import LateConverter

SOURCES = "BODY_COMPONENT_SOURCES"
"""The key of the settings with the sources of the components, which the build cache compares."""


def connect(pelican: Any) -> None:
    """Read ``BODY``, and put the converter into the settings.

    Raises:
        SettingsError: For a mistake in it, or an extension or a component that cannot be loaded.
    """
    settings = read(pelican.settings)
    root = Path(pelican.settings["PATH"]).parent
    converter = LateConverter(settings, ContentFiles(pelican.settings), pelican.settings, root)
    pelican.settings[CONVERTER] = converter
    if settings.extensions or settings.components:
        assert converter.converter  # so that a mistake in them stops the build before anything is read
        from .own import sources_of  # noqa: PLC0415 - most sites have none

        pelican.settings[SOURCES] = sources_of(settings.components, root)
