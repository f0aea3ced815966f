"""The handlers of Pelican's signals, which call the other modules."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.plugins import signals
from pelican.readers import MarkdownReader as PelicanMarkdownReader

from ...core.adapter.files import shown
from ...core.adapter.stop import stop
from ...core.diagnostic import diagnostics_of, internal_error
from ...core.reread import when_reread
from ...core.settings import read_settings, time_zone
from ..body.file_links import FindFile
from ..fields.judge import Term, bad_terms, diagnostic_of, judge
from ..fields.outputs import Outputs
from ..fields.reserved import is_harmful
from ..model import Fault, Reading
from ..settings import Settings, check
from .assets import add_assets
from .languages import add_folders
from .linking import link_all, note_files
from .notes import Found, connect_notes, note
from .outside import bad_links, checked_paths, intrasite_links
from .reader import READING, Basis, MarkdownReader
from .redirects import redirects_of
from .summaries import finish_feed, summarise
from .writing import CLAIMS, DIRECT, Writer, fill_in_slugs, outputs_of

ON_REQUEST = frozenset({"mdx", "qmd", "Rmd"})
"""Extensions of Markdown-like files, which are read only if the setting ``extensions`` names them."""


def connect(pelican: Any) -> None:
    """Check the settings before a page is read, and connect to Pelican.

    Raises:
        SettingsError: For a mistake in ``FRONT_MATTER``, ``LANGUAGES`` or ``TIMEZONE``.
    """
    time_zone(pelican.settings)
    check(read_settings(Settings, "FRONT_MATTER", pelican.settings))
    add_folders(pelican.settings)
    connect_notes(pelican.settings)
    when_reread(pelican.settings, finish_reread)
    signals.readers_init.connect(take_over)
    signals.article_generator_init.connect(read_in_order)
    signals.page_generator_init.connect(read_in_order)
    signals.content_object_init.connect(prepare)
    signals.static_generator_finalized.connect(add_assets)
    signals.all_generators_finalized.connect(finish)
    signals.get_generators.connect(redirects_of)
    signals.get_writer.connect(writer_of)
    signals.feed_generated.connect(finish_feed)


def take_over(readers: Any) -> None:
    """Register this plugin's reader for Markdown files."""
    for extension in extensions_of(readers.settings):
        refuse_other_reader(extension, readers.reader_classes.get(extension))
        readers.reader_classes[extension] = MarkdownReader


def extensions_of(settings: dict[str, Any]) -> list[str]:
    """Return the file extensions that this plugin reads.

    These are Pelican's for Markdown, except those that the site disables
    (``READERS = {"mkd": None}``), and those of the setting ``extensions``.
    """
    further = read_settings(Settings, "FRONT_MATTER", settings).extensions
    unread = {extension for extension, reader in settings["READERS"].items() if not reader}
    own = [extension for extension in PelicanMarkdownReader.file_extensions if extension not in unread]
    return [*own, *(extension.lstrip(".") for extension in further)]


def refuse_other_reader(extension: str, reader: type | None) -> None:
    """Stop the build if another plugin reads files with this extension: it would publish drafts.

    Pelican's reader, and readers derived from it, do not support ``draft: true``.
    """
    if reader in (None, PelicanMarkdownReader) or issubclass(reader, MarkdownReader):
        return
    name = f"{reader.__module__}.{reader.__qualname__}"
    stop(
        f"{name} also reads .{extension} files and would publish drafts (remove its plugin from PLUGINS,"
        " or the reader from READERS, or set FRONT_MATTER = False)"
    )


def read_in_order(generator: Any) -> None:
    """Read files sorted by path.

    The order of Pelican's set of files differs between processes. It decides the order
    of content with the same date, and which of two files gets a URL that both claim.
    """
    if CLAIMS not in generator.context:
        generator.context[CLAIMS] = outputs_of(generator.settings)
    generator.get_files = partial(readable_files, generator, generator.get_files)
    folders = generator.settings["ARTICLE_PATHS" if hasattr(generator, "articles") else "PAGE_PATHS"]
    readers = generator.readers.readers
    for extension in extensions_of(generator.settings):  # a later plugin may have replaced our reader
        refuse_other_reader(extension, type(readers[extension]) if extension in readers else None)
    extensions = tuple(
        f".{extension}" for extension in readers if isinstance(readers[extension], MarkdownReader)
    )
    found = diagnostics_of(generator.settings)
    for folder in folders:
        for path, fault in skipped_sources(Path(generator.path) / folder, extensions):
            found.append(diagnostic_of(fault, shown(path)))


def readable_files(generator: Any, get_files: Any, *arguments: Any, **keywords: Any) -> list[str]:
    """Return the files that ``get_files`` finds, by path; report and leave out broken symbolic links."""
    paths = []
    for name in sorted(get_files(*arguments, **keywords)):
        path = Path(generator.path, name)
        if path.is_file():
            paths.append(name)
        else:
            fault = Fault(
                "unreadable-file",
                "this is not a file, or is a symbolic link to a file that does not exist",
                0,
            )
            diagnostics_of(generator.settings).append(diagnostic_of(fault, shown(path)))
    return paths


def skipped_sources(root: Path, extensions: tuple[str, ...]) -> Iterator[tuple[Path, Fault]]:
    """Yield folders and files below ``root`` that look like content but are not read, and the reason."""
    for folder, names, files in os.walk(root):
        for name in sorted(names):
            if name.endswith(extensions):
                yield (
                    Path(folder, name),
                    Fault("directory", "this is a folder, not a Markdown file", 0, 0, "rename it"),
                )
        for name in sorted(files):
            extension = name.rpartition(".")[2]
            if extension in ON_REQUEST and not name.endswith(extensions):
                hint = f"set FRONT_MATTER = {{'extensions': [{extension!r}]}}"
                yield Path(folder, name), Fault("unread-file", f".{extension} files are not read", 0, 0, hint)


def prepare(content: Any) -> None:
    """Add the fields that must not be attributes, and replace Pelican's validity check of the content."""
    if READING not in content.metadata:
        return
    read = content.metadata.pop(READING)
    delattr(content, READING)
    if read is None:  # the reader failed, which is already reported
        content.is_valid = bool
        return
    reading, find_file, basis = read
    for name, value in reading.kept.items():
        is_formatted = name in content.settings["FORMATTED_FIELDS"]  # Pelican resolves links in these
        if not is_harmful(name, value) and (isinstance(value, str) or not is_formatted):
            content.metadata.setdefault(name, value)
    fill_in_slugs(content)
    content.is_valid = partial(validate_or_report, content, reading, find_file, basis)


def validate_or_report(content: Any, reading: Reading, find_file: FindFile, basis: Basis | None) -> bool:
    """Validate content; if that raises, report it and leave the content out."""
    try:
        return validate(content, reading, find_file, basis)
    except Exception as error:
        found = internal_error("checking the front matter", error, shown(content.source_path))
        diagnostics_of(content.settings).append(found)
        return False


def validate(content: Any, reading: Reading, find_file: FindFile, basis: Basis | None) -> bool:
    """Return whether content is valid; if it will be written, also record the files that it links to.

    Pelican calls this first, when the status is final: an article with a future
    date is a draft by then, and content that is not written must not publish its
    images. Pelican's own check would only log a line without the position in the file.
    """
    sound = is_valid(content, reading)
    if sound and content.save_as:
        fields = [content.metadata.get(name) for name in content.settings["FORMATTED_FIELDS"]]
        cover = content.metadata.get("cover_image")
        texts = [content._content, f'<img src="{escape(str(cover))}">' if cover else "", *fields]
        html = "\n".join(text for text in texts if isinstance(text, str))
        found = Found(find_file)
        links = intrasite_links(content, html)
        faults = list(bad_links(content, links)) or note_files(content, reading, found)
        path = shown(Path(content.source_path))
        diagnostics_of(content.settings).extend(diagnostic_of(fault, path) for fault in faults)
        sound = all(fault.severity != "error" for fault in faults)
        if not sound:
            content._context[CLAIMS].release(content.save_as)
        elif basis and not faults:
            note(content, basis, found, tuple(checked_paths(links)))
    return sound


def is_valid(content: Any, reading: Reading) -> bool:
    """Check a content object; with an error it is neither written nor listed."""
    if content.status == "draft":  # Pelican would publish a draft at the URL from its front matter
        for name in ("override_url", "override_save_as"):
            vars(content).pop(name, None)
    claims = content._context.setdefault(CLAIMS, Outputs())
    is_on_purpose = hasattr(content, "override_save_as")  # such content may replace a document of the theme
    if is_on_purpose and claims.exact(content.save_as).startswith(DIRECT):
        claims.release(content.save_as)
        claims.replaced.add(content.save_as)
    lacks_date = isinstance(content, Article) and not hasattr(content, "date")
    reading = replace(reading, faults=(*reading.faults, *bad_terms(reading, terms_of(content))))
    found = judge(
        reading,
        shown(Path(content.source_path)),
        lacks_date=lacks_date,
        save_as=None if lacks_date else content.save_as,
        claims=claims,
    )
    diagnostics_of(content.settings).extend(found)
    return all(diagnostic.severity != "error" for diagnostic in found)


def terms_of(content: Any) -> Iterator[Term]:
    """Yield the terms of an article that have listings, with the files of the listings and their feeds."""
    for meaning, kind in (("tags", "TAG"), ("authors", "AUTHOR"), ("category", "CATEGORY")):
        found = getattr(content, meaning, ()) if isinstance(content, Article) else ()
        for term in found if isinstance(found, list) else [found] if found else []:
            feeds = (content.settings.get(f"{kind}_FEED_{form}") for form in ("ATOM", "RSS"))
            for save_as in (term.save_as, *(str(feed).format(slug=term.slug) for feed in feeds if feed)):
                yield meaning, str(term), str(save_as or "")


def finish(generators: Sequence[Any]) -> None:
    """Replace links to files, add summaries, and make titles plain text, just before the output is written.

    Until then titles stay as written, because Pelican makes slugs from titles as HTML. Templates escape
    the plain text.
    """
    link_all(generators[0].context)
    for content in generators[0].context["generated_content"].values():
        _finish_one(content)


def finish_reread(content: Any) -> None:
    """Do the same for one content that was read again: its links are the only ones noted since."""
    link_all(content._context)
    _finish_one(content)


def _finish_one(content: Any) -> None:
    if not hasattr(content, "field_positions"):
        return
    try:
        summarise(content)
    except Exception as error:
        found = internal_error("making the summary", error, shown(content.source_path))
        diagnostics_of(content.settings).append(found)
    content.title = content.metadata["title"] = Text(unescape(content.title))


class Text(str):
    """Text that MarkupSafe escapes: Pelican strips tags from titles in feeds, and ``<T>`` is not a tag."""

    __slots__ = ()

    def __html__(self) -> str:
        return escape(self)


def writer_of(pelican: Any) -> type:
    """Return the writer class, which reports files that cannot be written."""
    return Writer
