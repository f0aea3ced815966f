"""Read one text again after a build, and write its document alone, as a full build would.

It changes Pelican's objects, so it runs in a forked process. It leaves to the full build what needs more
than one document: a text with an error, or with another URL or status.
"""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals

from ...core.adapter.log import WATCH
from ...core.diagnostic import diagnostics_of, number_of
from ...core.reread import complete_reread
from .strict import Finished

DRAFTS = ("drafts", "drafts_translations")
ARTICLES = ("articles", "translations", "hidden_articles", "hidden_translations")
PAGES = (
    *("pages", "translations", "hidden_pages", "hidden_translations"),
    *("draft_pages", "draft_translations"),
)
"""The lists of Pelican's generators from which they write documents."""


class Kind(NamedTuple):
    """Articles or pages."""

    generator: type
    preread: Any
    context: Any


KINDS = {
    Article: Kind(ArticlesGenerator, signals.article_generator_preread, signals.article_generator_context),
    Page: Kind(PagesGenerator, signals.page_generator_preread, signals.page_generator_context),
}


def render_again(finished: Finished, source: str, folder: str) -> bool:
    """Read ``source`` again, and write its document into ``folder``.

    ``source`` is a path relative to the working directory. Return whether the document can be shown: the
    text has no error, and its URL is the same.
    """
    settings, context = finished.generators[0].settings, finished.generators[0].context
    diagnostics_of(settings).clear()
    WATCH.attach()
    path = Path(source).absolute()
    key = Path(os.path.relpath(path, settings["PATH"])).as_posix()
    old = context["generated_content"].get(key)
    kind = KINDS.get(type(old))
    generator = next((one for one in finished.generators if kind and type(one) is kind.generator), None)
    if not kind or not generator or not path.stat().st_size:  # an editor has just emptied it, to write it
        return False
    new = read_again(generator, kind, old)
    if not is_same_document(old, new) or not new.is_valid():
        return False
    complete_reread(new)
    put_in_place(old, new)
    old.refresh_metadata_intersite_links()
    write(generator, old, type(finished.writer)(folder, settings=settings))
    return not WATCH.take() and not number_of(diagnostics_of(settings), "error")


def read_again(generator: Any, kind: Kind, old: Any) -> Any:
    """Read a text as the generator does."""
    return generator.readers.read_file(
        base_path=generator.path,
        path=old.relative_source_path,
        content_class=type(old),
        context=generator.context,
        preread_signal=kind.preread,
        preread_sender=generator,
        context_signal=kind.context,
        context_sender=generator,
    )


def is_same_document(old: Any, new: Any) -> bool:
    """Return whether a content is published as before, at the same place."""
    return type(new) is type(old) and all(
        getattr(new, name) == getattr(old, name) for name in ("status", "save_as", "url", "lang")
    )


def put_in_place(old: Any, new: Any) -> None:
    """Give an object the attributes of the content that was read again, so that all lists have that.

    What plugins added to it since, such as its neighbours, remains.
    """
    gone = {name.lower() for name in old.metadata}
    kept = {
        name: value
        for name, value in vars(old).items()
        if name not in gone and not name.startswith("_") and not hasattr(type(old), name)
    }
    attributes = vars(old)
    attributes.clear()
    attributes.update({**kept, **vars(new), "translations": kept["translations"]})
    for cache in (type(old).get_content.cache, type(old).get_summary.cache):
        for key in [key for key in cache if key[0] is old]:
            del cache[key]


def write(generator: Any, content: Any, writer: Any) -> None:
    """Let the generator write one document."""
    if isinstance(generator, PagesGenerator):
        narrow(generator, content, PAGES)
        signals.page_writer_finalized.receivers.clear()  # these would write documents of the whole site
        generator.generate_output(writer)
        return
    write_file = partial(writer.write_file, relative_urls=generator.settings["RELATIVE_URLS"])
    narrow(generator, content, DRAFTS)
    generator.generate_drafts(write_file)
    narrow(generator, content, ARTICLES)
    generator.generate_articles(write_file)


def narrow(generator: Any, content: Any, names: Sequence[str]) -> None:
    """Leave only one content in some lists of a generator; the templates see the lists of the context."""
    for name in names:
        setattr(generator, name, [one for one in getattr(generator, name) if one is content])
