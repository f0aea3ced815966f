"""Connect to Pelican: prepare each build, and replace methods of its generators."""

from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals

from ...core.cache import CACHE
from ..io.store import Store
from ..settings import read
from .build import Build
from .contents import ARTICLES, PAGES, Contents
from .documents import Documents, Template
from .doors import watch_contents
from .environment import code_digest, environment_digest, unknown_code
from .logs import LOGS
from .processes import number_of
from .templates import record_unknown


class Run:
    """The state between the signals of one run; Pelican runs one site at a time."""

    pelican: Any
    prefix: bytes
    build: Build
    documents: Documents


RUN = Run()


def connect(pelican: Any) -> None:
    """Read ``BUILD_CACHE``, open the store for all parts, and connect to Pelican's signals.

    Raises:
        SettingsError: For a mistake in the setting.
    """
    read(pelican.settings)
    RUN.pelican, RUN.prefix = pelican, code_digest()
    open_store(pelican.settings)
    watch_contents()
    signals.get_generators.connect(begin)
    signals.generator_init.connect(take_over)
    signals.article_generator_init.connect(take_over_articles)
    signals.page_generator_init.connect(take_over_pages)


def open_store(settings: Any) -> None:
    """Make the store available to all parts."""
    folder = Path(settings["PATH"]).absolute().parent / read(settings).folder
    settings[CACHE] = Store(folder, RUN.prefix, _say)


def begin(pelican: Any) -> None:
    """Begin a run: what the former one of this process knew does not hold any more."""
    settings = pelican.settings
    options = read(settings)
    store: Store = settings[CACHE]
    store.shared = {"settings": settings}
    build = Build(settings, options, store, processes=number_of(options.processes))
    build.unknown = tuple(unknown_code(pelican.plugins, options.trusted))
    build.environment, unknown = environment_digest(settings, pelican.plugins, RUN.prefix)
    store.profile, store.trusted = build.environment, options.trusted
    store.environment = build.environment if build.unknown else b""  # otherwise whole contents are stored
    RUN.build, RUN.documents = build, Documents(build)
    LOGS.watch()


def take_over(generator: Any) -> None:
    """Record what templates use, and reuse what they made."""
    if not RUN.build.is_known:
        return
    record_unknown(generator.env, RUN.build.options.trusted)
    original, documents = generator.get_template, RUN.documents
    generator.get_template = lambda name: Template(documents, original(name))
    if isinstance(generator, ArticlesGenerator | PagesGenerator):
        generator.generate_output = partial(documents.write_in_two, generator, generator.generate_output)


def take_over_articles(generator: Any) -> None:
    """Restore articles."""
    _restore(generator, ARTICLES)


def take_over_pages(generator: Any) -> None:
    """Restore pages."""
    _restore(generator, PAGES)


def _restore(generator: Any, kind: Any) -> None:
    contents = Contents(RUN.build, generator, kind)
    RUN.documents.contents.append(contents)
    contents.take_over()


def _say(line: str) -> None:
    import sys

    print(line, file=sys.stderr)
