"""Check the theme's setting before anything is read. What it is checked against stands in the theme."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from .settings import read


def connect(pelican: Any) -> None:
    """Check ``MONOLOGUE``, if the site's theme is the one that reads it.

    Raises:
        SettingsError: For a mistake in it.
    """
    settings = pelican.settings
    templates = Path(settings["THEME"], "templates")
    if not (templates / "partials/settings.html").is_file():
        return
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], str(templates)]
    environment = Environment(loader=FileSystemLoader(folders), **settings["JINJA_ENVIRONMENT"])
    words = environment.get_template("macros/strings.html").module.languages["en"]  # type: ignore[attr-defined]
    light, dark = environment.get_template("macros/css.html").module.ground  # type: ignore[attr-defined]
    read(settings, words, (light, dark))
