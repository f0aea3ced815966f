"""Read the theme's files and its setting before any content, and pass computed values to the templates."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, pass_context
from jinja2.loaders import ChoiceLoader
from jinja2.runtime import Context
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.utils import DateFormatter, order_content
from pelican.writers import Writer

from .document import Site, Theme
from .fronts import Front, front_of, fronts_of
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
        signals.get_generators.connect(begin)
        signals.generator_init.connect(give_theme)
        signals.article_writer_finalized.connect(write_fronts)


def site_of(settings: Mapping[str, Any], templates: Path) -> Site:
    """Read what all documents share.

    Raises:
        SettingsError: If ``MONOLOGUE`` or ``LANGUAGES`` is invalid.
    """
    files = _environment(settings, templates)

    @cache
    def sheet(name: str) -> str:
        return minify_css(files.get_template(f"css/{name}.css").render())

    @cache
    def script(name: str) -> str:
        return minify_js(files.get_template(f"js/{name}.js").render())

    languages = files.get_template("macros/strings.html").module.languages  # type: ignore[attr-defined]
    options = read(settings, languages["en"], partial(contrast_background, sheet))

    @cache
    def words(tag: str) -> Words:
        return words_for(tag, languages, options.languages)

    return Site(options, words, sheet, script, fronts_of(settings, words))


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

    filters = generator.env.filters

    @pass_context
    def theme(context: Context) -> Theme:
        return Theme(site, context.get)

    generator.env.globals[NAME] = theme
    if type(filters["strftime"]) is DateFormatter:  # not a filter of the site's own
        filters["strftime"] = remembering(filters["strftime"])
    generator.env.auto_reload = False  # otherwise each use of a template asks the disk whether it was changed


def remembering(strftime: DateFormatter) -> Callable[[Any, str], str]:
    """Return the same filter, which formats each date once: it changes the locale each time."""

    @lru_cache(maxsize=4096)
    def formatted(date: datetime, _: timedelta | None, form: str) -> str:
        return str(strftime(date, form))

    def remembered(date: Any, form: str) -> str:
        # Equal dates of two time zones have different texts.
        return formatted(date, date.utcoffset(), form) if isinstance(date, datetime) else strftime(date, form)

    return remembered


def begin(pelican: Pelican) -> None:
    """Begin a build; under ``pelican --autoreload``, one process makes several."""
    if site := pelican.settings.get(SITE):
        site.begin()


def write_fronts(generator: Generator, writer: Writer) -> None:
    """Write the front page and the feed of each language besides the site's own."""
    site: Site | None = generator.settings.get(SITE)
    if site:
        for front in site.fronts[1:]:
            write_front(generator, writer, front, _texts(generator, site, front))


def _texts(generator: Generator, site: Site, front: Front) -> list[Any]:
    """Return the articles in a language, whether they are translations or not."""
    every = chain(generator.articles, generator.translations)
    articles = [article for article in every if front_of(article.lang, site.fronts) is front]
    return list(order_content(articles, generator.settings["ARTICLE_ORDER_BY"]))


def write_front(generator: Generator, writer: Writer, front: Front, articles: list[Any]) -> None:
    """Write the front page of one language, with its articles, and their feed."""
    settings, own = generator.settings, {**front.values, "DEFAULT_LANG": front.lang}
    writer.write_file(
        f"{front.url}index.html",
        generator.get_template("language"),
        generator.context,
        settings["RELATIVE_URLS"],
        articles=articles,
        dates=articles,
        blog=True,
        template_name="index",
        page_name=f"{front.url}index",
        url=front.url,
        **own,
    )
    if front.feed:
        # With RELATIVE_URLS, texts would still link relative to the last document.
        generator.context["localsiteurl"] = settings["SITEURL"]
        writer.write_feed(articles, {**generator.context, **own}, front.feed)
