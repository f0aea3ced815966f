"""Connect to Pelican: prepare each build, and replace methods of its generators."""

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import console
from pelican.plugins import signals

from ...core.adapter.files import shown, site_folder
from ...core.cache import CACHE, digest
from ...core.markdown_extensions import impure_extensions
from ..io.store import Store
from ..settings import read
from .build import Build
from .contents import ARTICLES, PAGES, Contents
from .documents import Documents, Template
from .doors import Addresses, forget_texts, watch_contents
from .environment import code_digest, environment_digest, own_files, unknown_code
from .feeds import Feeds
from .logs import LOGS
from .processes import number_of
from .templates import are_known, record_unknown

OBJECTS = 20_000
"""The number of new objects after which Python looks for unused cycles: a build makes few of these, and a
search takes longer the more objects there are."""
SAID = "said"
"""The kind of the lines that were printed."""


class Run:
    """The state between the signals of one run; Pelican runs one site at a time."""

    pelican: Any
    prefix: bytes
    build: Build
    documents: Documents
    files: set[Path]
    """The source files of the site's own code that were imported at the beginning."""
    names: frozenset[str]
    """The names of the settings at the beginning."""
    writer: Any = None


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
    signals.finalized.connect(summarise)
    signals.article_generator_init.connect(take_over_articles)
    signals.page_generator_init.connect(take_over_pages)


def open_store(settings: Any) -> None:
    """Make the store available to all parts."""
    content = Path(settings["PATH"]).absolute()
    folder = (site_folder(content) or content.parent) / read(settings).folder
    settings[CACHE] = Store(folder, RUN.prefix, _say)


def begin(pelican: Any) -> None:
    """Begin a run: what the former one of this process knew does not hold any more."""
    settings = pelican.settings
    options = read(settings)
    if settings.get(CACHE) is None:  # another run of this process, under ``pelican --autoreload``
        open_store(settings)
    store: Store = settings[CACHE]
    store.shared = {"settings": settings}
    build = Build(settings, options, store, processes=number_of(options.processes))
    build.unknown = tuple(unknown_code(pelican.plugins, options.trusted))
    if not are_known(settings["JINJA_ENVIRONMENT"], options.trusted):
        build.unknown += ("JINJA_ENVIRONMENT",)
    import_extensions(settings["MARKDOWN"])
    build.environment, setting = environment_digest(settings, pelican.plugins, RUN.prefix)
    RUN.files, RUN.names = own_files(pelican.plugins), frozenset(settings)
    store.profile, store.trusted = build.environment, options.trusted
    store.environment = build.environment if build.unknown else b""  # otherwise whole contents are stored
    RUN.build, RUN.documents, RUN.writer = build, Documents(build), None
    Addresses.are_final = False
    LOGS.watch()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 50)
    for line in reasons(build, setting):
        say_once(store, line)


def import_extensions(markdown: Mapping[str, Any]) -> None:
    """Import the site's Markdown extensions, whose source is part of what everything depends on."""
    for name in markdown.get("extensions", ()):
        with suppress(Exception):  # Pelican reports it
            import_module(str(name).partition(":")[0])


def reasons(build: Build, setting: str) -> Iterator[str]:
    """Yield why something is made again in every build."""
    trust = "(BUILD_CACHE['trusted'] names code whose results depend on contents and settings alone)"
    if setting:
        yield f"Nothing is reused: the setting {setting} cannot be compared between builds."
    elif build.unknown:
        names = ", ".join(build.unknown)
        yield f"Only texts are reused, because of code that may change contents and pages: {names} {trust}."
    if names := ", ".join(impure_extensions(build.settings["MARKDOWN"], build.options.trusted)):
        yield f"Texts of Python-Markdown are not reused, as an extension may do anything: {names} {trust}."


def is_same_environment(pelican: Any) -> bool:
    """Return whether the settings are what they were at the beginning."""
    settings = {name: value for name, value in pelican.settings.items() if name in RUN.names}
    return environment_digest(settings, pelican.plugins, RUN.prefix)[0] == RUN.build.environment


def say_once(store: Store, line: str) -> None:
    """Print a line that no former build with the same store has printed."""
    key = digest(line)
    if store.get(SAID, key) is None:
        store.put(SAID, key, True)
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def summarise(pelican: Any) -> None:
    """Print how much was reused. Store nothing if what it depends on was not known at the beginning."""
    build = RUN.build
    forget_texts()
    store: Store = pelican.settings[CACHE]
    if new := sorted(own_files(pelican.plugins) - RUN.files):
        store.forget()
        say_once(store, f"Nothing is stored: {shown(new[0])} is imported only while the site is built.")
    elif build.environment and not is_same_environment(pelican):
        store.forget()
        say_once(store, "Nothing is stored: a setting was changed while the site was built.")
    counts = [
        f"{build.reused[what]:,} of {build.reused[what] + build.made[what]:,} {what}"
        for what in ("texts", "documents")
    ]
    if build.is_known:
        console.print(f"Reused {' and '.join(counts)}.", highlight=False, soft_wrap=True)


def take_over(generator: Any) -> None:
    """Record what templates use, and reuse what they made."""
    if not RUN.build.is_known:
        return
    record_unknown(generator.env, generator.settings, RUN.build.options.trusted)
    original, documents = generator.get_template, RUN.documents
    known, extensions = frozenset(generator.env.list_templates()), generator.settings["TEMPLATE_EXTENSIONS"]

    def get_template(name: str) -> Template:
        if not any(f"{name}{extension}" in known for extension in extensions):
            original(name)  # raises the error that Pelican expects
        return Template(documents, partial(original, name))

    generator.get_template = get_template
    if isinstance(generator, ArticlesGenerator | PagesGenerator):
        generator.generate_output = partial(write_output, generator, generator.generate_output)


def write_output(generator: Any, original: Any, writer: Any) -> None:
    """Write the documents and feeds of a generator."""
    if writer is not RUN.writer:
        RUN.writer = writer
        Feeds(RUN.documents, writer).take_over()
    RUN.documents.write_in_two(generator, original, writer)


def take_over_articles(generator: Any) -> None:
    """Restore articles."""
    generator.tags, generator.categories, generator.authors = (defaultdict(Listed) for _ in range(3))
    _restore(generator, ARTICLES)


class Listed(list[Any]):
    """The articles of a term, which only grow.

    Pelican looks for each article of the site in each of them, which would take quadratic time.
    """

    _ids: frozenset[int] = frozenset()

    def __contains__(self, article: object) -> bool:
        """Return whether this very object is in the list; articles have no other equality."""
        if len(self._ids) != len(self):
            self._ids = frozenset(map(id, self))
        return id(article) in self._ids


def take_over_pages(generator: Any) -> None:
    """Restore pages."""
    _restore(generator, PAGES)


def _restore(generator: Any, kind: Any) -> None:
    contents = Contents(RUN.build, generator, kind)
    RUN.documents.contents.append(contents)
    contents.take_over()


def _say(line: str) -> None:
    stream = sys.__stderr__ or sys.stderr
    print("\r\x1b[K" * stream.isatty() + line, file=stream, flush=True)
