"""Connect to Pelican: the reader of the part ``front_matter`` finds the converter in the settings."""

from importlib import import_module
from typing import Any

from ...core.settings import SettingsError
from ...core.text import CONVERTER
from ..commonmark.parser import Extension
from ..convert import Converter
from ..settings import read
from .files import ContentFiles


def connect(pelican: Any) -> None:
    """Read ``BODY``, and put the converter into the settings.

    Raises:
        SettingsError: For a mistake in it, or an extension that cannot be imported.
    """
    settings = read(pelican.settings)
    own = tuple(map(extension_at, settings.extensions))
    pelican.settings[CONVERTER] = Converter(settings, own, ContentFiles(pelican.settings), pelican.settings)


def extension_at(path: str) -> Extension:
    """Return the markdown-it plugin at an import path.

    Raises:
        SettingsError: If it cannot be imported.
    """
    module, _, name = path.rpartition(".")
    try:
        found: Extension = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(f"BODY['extensions']: {path} cannot be imported: {error}") from None
    if not callable(found):
        raise SettingsError(f"BODY['extensions']: {path} is not a plugin of markdown-it-py")
    return found
