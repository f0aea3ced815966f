"""Publish images, media and documents that are outside the content folder, such as Astro's ``src/assets/``.

A text names one by a relative path, or by an alias of Astro's. Only a file in the site's folder, of one of
the types below, is published: no link can publish a settings file, a key or the source of a program.
"""

import os
import re
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.contents import Static

from ...core.adapter.files import WATCHED_FILES, site_folder
from .files import is_file

ASSETS = "front_matter_assets"
"""The key of Pelican's context for the paths of these files, relative to the content folder."""
TYPES = frozenset(
    "apng avif bmp gif heic ico jfif jpeg jpg jxl png svg tif tiff webp "  # images
    "aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm srt vtt "  # audio, video and subtitles
    "csv djvu docx epub odp ods odt pdf pptx tsv xlsx".split()  # documents and tables
)
"""The extensions of files that can be published from outside the content folder, in lower case."""
UNPUBLISHED = frozenset({"node_modules", "__pycache__"})
"""Folders of programs. A folder or file whose name begins with a dot is never published either."""
ALIAS = re.compile(r"(?:[~@]|src)/")
"""The aliases for ``src/`` in Astro's documentation: https://docs.astro.build/en/guides/imports/#aliases."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Finds these files for the texts of one site."""

    content: Path
    """The content folder."""
    site: Path | None
    """The folder with the settings file; None if there is no such file."""
    watched: list[str]
    """The paths that were looked for: each change of such a file, or its creation, changes the site."""

    def find(self, href: str, folder: Path) -> Path | None:
        """Return the file that a text in ``folder`` names by ``href``; None if there is none.

        If an alias names a file in the content folder, that file is returned, whatever its type.
        """
        if self.site is None or href.startswith("/"):
            return None
        for path in self._candidates(href, folder, self.site):
            if path.is_relative_to(self.content):
                if is_file(path):
                    return path
            elif is_publishable(path, self.site):
                self.watched.append(str(path))
                if is_file(path) and is_publishable(Path(os.path.realpath(path)), real(self.site)):
                    return path
        return None

    def _candidates(self, href: str, folder: Path, site: Path) -> Iterator[Path]:
        relative = Path(os.path.normpath(folder / href))
        if not relative.is_relative_to(self.content):
            yield relative
        if alias := ALIAS.match(href):
            rest = href[alias.end() :]
            yield from (Path(os.path.normpath(above / rest)) for above in (site / "src", site))


def assets_of(settings: MutableMapping[str, Any]) -> Assets:
    """Return the finder for a site; the site's folder is the closest one with a settings file."""
    content = Path(settings["PATH"]).absolute()
    return Assets(content, site_folder(content), settings.get(WATCHED_FILES, []))


def is_publishable(path: Path, site: Path) -> bool:
    """Return whether the place and the name of a file allow to publish it; its existence is not checked."""
    if not path.is_relative_to(site) or path.suffix[1:].lower() not in TYPES:
        return False
    return not any(part.startswith(".") or part in UNPUBLISHED for part in path.relative_to(site).parts)


def real(path: Path) -> Path:
    """Return a path with its symbolic links resolved."""
    return Path(os.path.realpath(path))


def add_assets(generator: Any) -> None:
    """Add the files that texts name to the static files, each once, at its path in the site's folder."""
    settings, context = generator.settings, generator.context
    content, site = Path(settings["PATH"]).absolute(), assets_of(settings).site
    for name in sorted(context.pop(ASSETS, ())):
        if site is None or name in context["static_content"]:  # one of STATIC_PATHS
            continue
        path = Path(os.path.normpath(content / name))
        save_as = path.relative_to(site).as_posix()
        metadata = {"title": path.name, "save_as": save_as, "url": save_as}
        file = Static(None, metadata, settings=settings, source_path=str(path), context=context)
        generator.staticfiles.append(file)
        generator.add_source_path(file, static=True)
