"""Connect to Pelican: the files of the folder are copied like any other static file."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pelican import Pelican
from pelican.contents import Static
from pelican.plugins import signals

from ..core.settings import SettingsError
from .settings import Settings, read

FOLDER = "PUBLIC_FILES_FOLDER"
"""The key of the site's settings under which the full path of the folder is kept."""
SKIPPED = {".git", ".gitkeep", ".DS_Store", "Thumbs.db"}
"""Names that no site publishes."""


def connect(pelican: Pelican) -> None:
    """Read ``PUBLIC_FILES``, and add the files when Pelican has read the other static files.

    Raises:
        SettingsError: For a mistake in it.
    """
    name = read(pelican.settings).folder
    folder = Path(pelican.settings["PATH"]).parent / name
    if not folder.is_dir() and (os.path.lexists(folder) or name != Settings().folder):
        raise SettingsError(f"PUBLIC_FILES['folder'] is {name!r}, which is not a folder")
    pelican.settings[FOLDER] = str(folder)
    signals.static_generator_finalized.connect(add_files)


def add_files(generator: Any) -> None:
    """Add each file of the folder to the static files of the site, in the order of their paths."""
    settings, context = generator.settings, generator.context
    folder = Path(settings[FOLDER])
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        metadata = {"save_as": name, "url": quote(name)}
        file = Static(None, metadata, settings=settings, source_path=str(path), context=context)
        generator.staticfiles.append(file)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; a link that leads out of it, or to nothing, is left out."""
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        is_ours = not SKIPPED & set(path.relative_to(folder).parts)
        if is_ours and path.is_file() and path.resolve().is_relative_to(root):
            yield path
