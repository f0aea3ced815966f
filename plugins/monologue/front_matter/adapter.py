"""Pelican's signals in, decisions out: what is read, judged, ordered and redirected is decided elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican.contents import Article, Page
from pelican.plugins import signals
from pelican.readers import MarkdownReader as PelicanMarkdownReader
from pelican.writers import FileOverwriteFailedError

from ..core.common import SettingsError, diagnostics_of, read_settings, report
from .addresses import beside
from .beside import Look
from .excerpt import description_of, first_paragraph, has_words, without_marks
from .feeds import make_absolute
from .fields import MEANINGS_OF_FIELDS
from .judge import diagnostic_of, judge
from .linking import link_all, note_files
from .model import Fault, Reading
from .reader import READING, MarkdownReader
from .redirects import redirect_to
from .reserved import is_harmful
from .settings import Settings, check

ON_REQUEST = frozenset({"mdx", "qmd", "Rmd"})
"""Endings of files that are Markdown and more; read where the setting ``extensions`` names them."""

CLAIMS = "front_matter_outputs"
"""The key of the build's context under which each file of the output names its source."""

ABSOLUTE = "front_matter_absolute"
"""The key of the build's context under which the texts of feeds stand, once their addresses are absolute."""

THEMES_OWN = "the theme's"
"""How the owner of a file begins that is no content."""


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(start)
    signals.readers_init.connect(take_over)
    signals.article_generator_init.connect(read_in_order)
    signals.page_generator_init.connect(read_in_order)
    signals.content_object_init.connect(adopt)
    signals.all_generators_finalized.connect(finish)
    signals.get_generators.connect(redirects_of)
    signals.feed_generated.connect(finish_feed)


def start(pelican: Any) -> None:
    """Refuse settings that cannot be used, before a page is written."""
    try:
        check(read_settings(Settings, "FRONT_MATTER", pelican.settings))
    except SettingsError as error:
        raise SystemExit(str(error)) from None
    diagnostics_of(pelican.settings)
    signals.finalized.connect(report_all)


def report_all(pelican: Any) -> None:
    """Print what every plugin found, after all of them have looked."""
    report(pelican.settings, sys.__stderr__ or sys.stderr, sys.argv)


def take_over(readers: Any) -> None:
    """Read Markdown ourselves, wherever the site has no reader of its own for it."""
    further = read_settings(Settings, "FRONT_MATTER", readers.settings).extensions
    for ending in (*PelicanMarkdownReader.file_extensions, *(ending.lstrip(".") for ending in further)):
        if readers.reader_classes.get(ending, PelicanMarkdownReader) is PelicanMarkdownReader:
            readers.reader_classes[ending] = MarkdownReader


def read_in_order(generator: Any) -> None:
    """Read files sorted by path. Pelican's set of them has another order in each process, and so would
    contents of one date, and which of two contents of one address is the first."""
    generator.context.setdefault(CLAIMS, own_documents(generator.settings))
    generator.get_files = partial(readable_files, generator, generator.get_files)
    folders = generator.settings["ARTICLE_PATHS" if hasattr(generator, "articles") else "PAGE_PATHS"]
    readers = generator.readers.readers.items()
    endings = tuple(f".{ending}" for ending, reader in readers if isinstance(reader, MarkdownReader))
    found = diagnostics_of(generator.settings)
    for folder in folders:
        for path, fault in passed_over(Path(generator.path) / folder, endings):
            found.append(diagnostic_of(fault, shown_path(path)))


def own_documents(settings: dict[str, Any]) -> dict[str, str]:
    """Return the files that the theme's own documents are written to."""
    files = {
        name: settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in settings["DIRECT_TEMPLATES"]
    }
    return {save_as: f"{THEMES_OWN} {name}" for name, save_as in files.items() if save_as}


def readable_files(generator: Any, get_files: Any, *arguments: Any, **keywords: Any) -> list[str]:
    """Return what ``get_files`` finds, by path; links that lead nowhere are reported, not read."""
    paths = []
    for name in sorted(get_files(*arguments, **keywords)):
        path = Path(generator.path, name)
        if path.is_file():
            paths.append(name)
        else:
            fault = Fault("unreadable-file", "this is no file, or a link to a file that is gone", 0)
            diagnostics_of(generator.settings).append(diagnostic_of(fault, shown_path(path)))
    return paths


def passed_over(root: Path, endings: tuple[str, ...]) -> Iterator[tuple[Path, Fault]]:
    """Yield what an author may take for a source below ``root``, and why it is none."""
    for folder, names, files in os.walk(root):
        for name in sorted(names):
            if name.endswith(endings):
                yield Path(folder, name), Fault("directory", "this is a directory, not a Markdown file", 0)
        for name in sorted(files):
            ending = name.rpartition(".")[2]
            if ending in ON_REQUEST and not name.endswith(endings):
                hint = f"set FRONT_MATTER = {{'extensions': [{ending!r}]}}"
                yield Path(folder, name), Fault("unread-file", f".{ending} files are not read", 0, 0, hint)


def shown_path(path: Path) -> str:
    """Return a path as an author can open it: relative to the working directory when below it."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def adopt(content: Any) -> None:
    """Add the fields that must not be attributes, and answer for Pelican whether the content is valid."""
    if READING not in content.metadata:
        return
    reading, look = content.metadata.pop(READING)
    delattr(content, READING)
    for name, value in reading.kept.items():
        if not is_harmful(name, value):
            content.metadata.setdefault(name, value)
    content.is_valid = partial(settle, content, reading, look)


def settle(content: Any, reading: Reading, look: Look) -> bool:
    """Answer whether a content is valid, and link one that will be written to the files beside it.

    Pelican asks before it does anything else with a content, and only then is
    its status final: an article of the future is a draft by now, and what is not
    written must not bring its pictures along. Pelican's own answer would be a
    line in the log, without the place in the file.
    """
    sound = is_valid(content, reading)
    if sound and content.save_as:
        path = shown_path(Path(content.source_path))
        found = [diagnostic_of(fault, path) for fault in note_files(content, reading, look)]
        diagnostics_of(content.settings).extend(found)
    return sound


def is_valid(content: Any, reading: Reading) -> bool:
    """Judge a content that Pelican has made; one with an error is neither written nor listed."""
    if content.status == "draft":  # a draft has no address of its own: Pelican would publish it there
        for name in ("override_url", "override_save_as"):
            vars(content).pop(name, None)
    claims = content._context.setdefault(CLAIMS, {})
    is_on_purpose = hasattr(content, "override_save_as")  # such a content may replace a document of the theme
    if is_on_purpose and claims.get(content.save_as, "").startswith(THEMES_OWN):
        del claims[content.save_as]
    lacks_date = isinstance(content, Article) and not hasattr(content, "date")
    found = judge(
        reading,
        shown_path(Path(content.source_path)),
        lacks_date=lacks_date,
        save_as=None if lacks_date else content.save_as,
        claims=claims,
    )
    diagnostics_of(content.settings).extend(found)
    return all(diagnostic.severity != "error" for diagnostic in found)


def finish(generators: Sequence[Any]) -> None:
    """Make titles plain text, which templates escape, and lead links to files, just before they are printed.

    Until then titles stay as they were written: Pelican makes slugs of them by rules for HTML.
    """
    link_all(generators[0].context)
    for content in generators[0].context["generated_content"].values():
        if hasattr(content, "field_positions"):
            summarise(content)
            content.title = content.metadata["title"] = Text(unescape(content.title))


def summarise(content: Any) -> None:
    """Give a content without a summary of its author's a clean one, and a description."""
    if "summary" in content.metadata:
        return
    content.get_summary = cache(partial(clean_summary, content, content.get_summary))
    is_described = bool(content.metadata.get("description"))
    if not is_described and (description := description_of(content._content)):
        content.description = content.metadata["description"] = description


def clean_summary(content: Any, pelicans: Callable[[str], str], site_url: str) -> str:
    """Return Pelican's summary without what leads nowhere in it; of one without words the first paragraph."""
    summary = without_marks(pelicans(site_url))
    paragraph = "" if has_words(summary) else first_paragraph(content.get_content(site_url))
    return f"<p>{paragraph}</p>" if paragraph else summary


def finish_feed(context: dict[str, Any], feed: Any) -> None:
    """Make the addresses in a feed absolute."""
    make_absolute(feed.items, context.setdefault(ABSOLUTE, {}))


class Text(str):
    """Text that says so to MarkupSafe: Pelican strips the tags of a title in a feed, and ``<T>`` is none."""

    __slots__ = ()

    def __html__(self) -> str:
        return escape(self)


def redirects_of(pelican: Any) -> type:
    """Give Pelican the generator of redirects."""
    return RedirectsGenerator


class RedirectsGenerator:
    """Write a small document at each old address; Pelican makes one of it for each build."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **_: Any) -> None:
        self.context, self.settings = context, settings

    def generate_output(self, writer: Any) -> None:
        """Write all redirects that nothing else is in the way of."""
        claims = self.context.get(CLAIMS, {})
        for _, content in sorted(self.context["generated_content"].items()):
            if isinstance(content, Article | Page) and content.status != "draft":
                for save_as in content.metadata.get("redirects", ()):
                    self.redirect(writer, content, beside(save_as, content.url), claims)

    def redirect(self, writer: Any, content: Any, save_as: str, claims: dict[str, str]) -> None:
        """Write one redirect, or report what is written there already."""
        if save_as == content.save_as:
            return
        try:
            if save_as in claims:
                raise FileOverwriteFailedError
            url = f"{self.settings['SITEURL']}/{content.url}"
            document = redirect_to(url, content.title, content.lang)
            writer.write_file(
                save_as, Template("{{ document }}"), self.context, document=document, url=save_as
            )
        except FileOverwriteFailedError:
            message = f"the old address {save_as} is taken by {claims.get(save_as, 'another document')}"
            places = (content.field_positions.get(field) for field in MEANINGS_OF_FIELDS["redirects"])
            place = next(filter(None, places), (1, 0))
            found = diagnostic_of(
                Fault("redirect-clash", message, *place), shown_path(Path(content.source_path))
            )
            diagnostics_of(self.settings).append(found)
        else:
            claims[save_as] = content.source_path
