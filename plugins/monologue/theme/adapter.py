"""Read the theme's files and its setting before any content, and pass computed values to the templates."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, pass_context
from jinja2.loaders import ChoiceLoader
from jinja2.runtime import Context
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals

from .document import Site, Theme
from .languages import Words, words_for
from .minify import minify_css, minify_js
from .settings import read
from .style import contrast_background

SITE = "MONOLOGUE_SITE"
"""The key of the ``Site`` in Pelican's settings."""
NAME = "monologue"
"""The global function that returns the ``Theme`` in a template; see ``partials/settings.html``."""


def connect(pelican: Pelican) -> None:
    """Read ``MONOLOGUE`` and connect to Pelican, if the site uses this theme.

    Raises:
        SettingsError: If ``MONOLOGUE`` is invalid.
    """
    settings = pelican.settings
    templates = Path(settings["THEME"], "templates")
    if (templates / "partials/settings.html").is_file():
        settings[SITE] = site_of(settings, templates)
        signals.generator_init.connect(give_theme)


def site_of(settings: Mapping[str, Any], templates: Path) -> Site:
    """Read what all documents share.

    Raises:
        SettingsError: If ``MONOLOGUE`` is invalid.
    """
    files = _environment(settings, templates)

    @cache
    def sheet(name: str) -> str:
        return minify_css(files.get_template(f"css/{name}.css").render())

    @cache
    def script(name: str) -> str:
        return minify_js(files.get_template(f"js/{name}.js").render())

    languages = files.get_template("macros/strings.html").module.languages  # type: ignore[attr-defined]
    options = read(settings, languages["en"], contrast_background(sheet))

    @cache
    def words(tag: str) -> Words:
        return words_for(tag, languages, options.languages)

    return Site(options, words, sheet, script)


def _environment(settings: Mapping[str, Any], templates: Path) -> Environment:
    """Return an environment that finds templates as Pelican does: the site's own before the theme's."""
    theme = FileSystemLoader(templates)
    folders = FileSystemLoader([*settings["THEME_TEMPLATES_OVERRIDES"], templates])
    loader = ChoiceLoader([folders, PrefixLoader({"!theme": theme})])
    environment = Environment(loader=loader, **settings["JINJA_ENVIRONMENT"])
    environment.filters |= settings["JINJA_FILTERS"]
    environment.globals |= settings["JINJA_GLOBALS"]
    environment.tests |= settings["JINJA_TESTS"]
    return environment


def give_theme(generator: Generator) -> None:
    """Make the theme available to a generator's templates.

    Under ``pelican --autoreload`` this stays connected, even if a later build uses another theme.
    """
    site: Site | None = generator.settings.get(SITE)
    if not site:
        return

    @pass_context
    def theme(context: Context) -> Theme:
        return Theme(site, context.get)

    generator.env.globals[NAME] = theme
