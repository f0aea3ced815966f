"""Read the texts of each language of a site: in folders such as ``content/ja/blog/``."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from ...core.languages import normal, read_languages

PATHS = (("ARTICLE_PATHS", "PAGE_EXCLUDES"), ("PAGE_PATHS", "ARTICLE_EXCLUDES"), ("STATIC_PATHS", ""))
"""The settings with the folders of each kind, and with those that the other kind leaves out."""


def languages_of(settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags of a site's languages in lower case; none if it has only one.

    Raises:
        SettingsError: For a mistake in ``LANGUAGES``.
    """
    further = read_languages(settings)
    return frozenset({normal(str(settings["DEFAULT_LANG"])), *further}) if further else frozenset()


def add_folders(settings: MutableMapping[str, Any]) -> None:
    """Add the folders of each language to those that Pelican reads: ``ja/blog`` if it reads ``blog``.

    Raises:
        SettingsError: For a mistake in ``LANGUAGES``.
    """
    languages, root = languages_of(settings), Path(settings["PATH"])
    names = [path.name for path in sorted(root.glob("*")) if normal(path.name) in languages and path.is_dir()]
    for kind, excludes in PATHS:
        below = [f"{name}/{path}" for name in names for path in settings[kind] if path.strip("./")]
        added = [path for path in below if path not in settings[kind] and (root / path).is_dir()]
        settings[kind] = [*settings[kind], *added]
        if excludes:
            settings[excludes] = [*settings[excludes], *added]
