"""Read the settings of a site as Pelican does. Their code runs in this process."""

import logging
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..core.cache import FOLDER, folder_of
from ..core.renamed import with_new_names
from ..core.settings import SettingsError, time_zone

Settings = Mapping[str, Any]
RESERVED = re.compile(r"\.(?:example\.(?:com|net|org)|example|invalid|test|localhost)\Z")


class SettingsFileError(Exception):
    """A settings file that cannot be read; the message says why, in one line."""


def read_site(root: Path, name: str = "pelicanconf.py") -> Settings:
    """Return all settings of the site at ``root``, Pelican's defaults included; paths are absolute.

    Raises:
        SettingsFileError: If the file is missing, or its code raises an exception.
    """
    from pelican.settings import read_settings  # noqa: PLC0415 - only some commands need Pelican

    from ..core.adapter.settings_file import settings_fault  # noqa: PLC0415 - as above

    if not (root / name).is_file():
        raise SettingsFileError(f"{root / name} does not exist (run this in the folder of a site)")
    before = list(sys.path)
    sys.path.insert(0, str(root))
    logging.disable()  # the build reports what Pelican warns about
    try:
        settings = dict(read_settings(str(root / name)))
        time_zone(settings)
        return settings
    except SettingsError as error:
        raise SettingsFileError(str(error)) from None
    except (Exception, SystemExit) as error:  # the author's code may raise anything
        raise SettingsFileError(settings_fault(error)) from None
    finally:
        logging.disable(logging.NOTSET)
        sys.path[:] = before


def example_url(settings: Settings) -> str:
    """Return why ``SITEURL`` cannot be the URL of a published site; empty if it can.

    Names that are reserved for examples (RFC 2606) and for the machine itself (RFC 6761) belong to nobody.
    """
    url = str(settings["SITEURL"])
    host = (urlsplit(url).hostname or "") if "//" in url else ""
    if not host:
        return f"SITEURL is {url or 'empty'}, not a URL"
    return f"SITEURL is {url}, a URL for examples" if RESERVED.search(f".{host}") else ""


def watched(settings: Settings) -> tuple[Path, ...]:
    """Return the folders whose changes make another build necessary; one may not exist yet."""
    content, public = Path(settings["PATH"]), with_new_names(settings, "PUBLIC_FILES")
    names = (
        content,
        content.parent / str(public.get("folder", "public") if isinstance(public, Mapping) else "public"),
        settings["THEME"],
        *settings["THEME_TEMPLATES_OVERRIDES"],
        *settings["PLUGIN_PATHS"],
    )
    return tuple(sorted({Path(name).absolute() for name in names}))


def store_folder(root: Path) -> Path:
    """Return the folder in which builds store what they can reuse; the default in case of a mistake."""
    try:
        settings = read_site(root)
    except SettingsFileError:
        return root / FOLDER
    return root / folder_of(settings)
