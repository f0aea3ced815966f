"""The reader that Pelican calls for each Markdown file. It collects faults and never raises or logs."""

import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Article, Page
from pelican.readers import _DISCARD, BaseReader, path_metadata
from pelican.readers import MarkdownReader as PelicanMarkdownReader
from pelican.urlwrappers import Author, Category, Tag, URLWrapper
from pelican.utils import SafeDatetime, slugify

from ...core.adapter.files import shown
from ...core.diagnostic import diagnostics_of, internal_error
from ...core.positions import Written
from ...core.settings import read_settings, time_zone
from ...core.text import TEXTS, Asked, Converted, Text
from ..body.file_links import FindFile
from ..body.headings import forbidden_references, heading_of, without_title
from ..fields.dialects import UNKNOWN, choose, named_dialect
from ..fields.interpret import Site, interpret
from ..fields.names import kind_of, read_name
from ..fields.reserved import OF_PLUGINS, SET_BY_PELICAN, is_harmful
from ..model import Fault, Reading, Shape
from ..parse.dates import DateError, parse_date
from ..parse.sources import parse
from ..settings import Settings, check
from .assets import assets_of
from .conversion import Conversion
from .files import bad_name, folders_of, for_text, is_below, located, path_of, read_text, theme_templates
from .languages import languages_of
from .templates import environment_of, prints_content

READING = "front_matter_reading"
"""The metadata key that passes a reading, the function that finds files relative to its source, and the
``Basis`` to ``signals.prepare``, which removes it."""

ATTRIBUTES = SET_BY_PELICAN | OF_PLUGINS | {name for kind in (Article, Page) for name in dir(kind)}
"""Names that a field must not overwrite; such a field stays in the metadata only."""

READER = "FRONT_MATTER_READER"
"""The key of Pelican's settings for a reader."""
Printing = tuple[str, str, bool]
"""A template, the path of a source, and whether the template prints it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One file, read."""

    html: str
    """The body, without a heading that repeats the title."""
    reading: Reading
    text: Text
    converted: Converted
    prints: Sequence[Printing]
    """What was asked about templates."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the reading of a file depended on besides the file and the settings."""

    asked: tuple[Asked, ...]
    prints: tuple[Printing, ...]


class MarkdownReader(PelicanMarkdownReader):  # type: ignore[misc]
    """Reads Markdown with front matter of any dialect. The class name becomes ``metadata["reader"]``."""

    def __init__(self, settings: MutableMapping[str, Any]) -> None:
        # Not Pelican's constructor, which would add the meta extension to the site's setting.
        BaseReader.__init__(self, settings)
        self.front_matter = read_settings(Settings, "FRONT_MATTER", settings)
        check(self.front_matter)
        self.conversion = Conversion(settings)
        self.located = cache(self._located)  # many texts link to the same files
        self.slugs: dict[tuple[type[URLWrapper], str], str] = {}
        self.root = Path(settings["PATH"]).absolute()
        folders = (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])
        self.sources = tuple(self.root / folder for folder in folders)
        self.extensions = {*self.file_extensions, *self.front_matter.extensions}
        self.folders = folders_of(settings)
        self.assets = assets_of(settings)
        settings[TEXTS], settings[READER] = cache(self.text_of), self
        self.zone = time_zone(settings)
        templates = theme_templates(settings)
        self.site = Site(
            now=datetime.now(self.zone),
            roots=frozenset(folder.strip("/") for folder in folders),
            languages=languages_of(settings),
            templates=templates,
            prints=partial(self._prints, {}),
        )

    def _prints(self, found: dict[tuple[str, str], bool], template: str, path: str) -> bool:
        """Return whether a template prints the content at ``path``; ``found`` caches the results."""
        kind = kind_of(path, self.settings["ARTICLE_PATHS"], self.settings["PAGE_PATHS"])
        if (template, kind) not in found:
            environment = environment_of(self.settings)
            extensions = self.settings["TEMPLATE_EXTENSIONS"]
            found[template, kind] = template == kind or any(
                prints_content(environment, template + extension, kind) for extension in extensions
            )
        return found[template, kind]

    def _noted_prints(self, noted: list[Printing], template: str, path: str) -> bool:
        noted.append((template, path, self.site.prints(template, path)))
        return noted[-1][2]

    def process_metadata(self, name: str, value: Any) -> Any:
        """Process metadata from a file's path as Pelican does; an invalid date is left to ``read``."""
        if name not in {"date", "modified"} or not isinstance(value, str):
            return super().process_metadata(name, value)
        try:
            return as_pelican_date(parse_date(value), self.zone)
        except DateError:
            return _DISCARD

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body as HTML and the metadata of one file.

        An exception becomes a fault of that file: Pelican would log it, build
        without the file, and exit with status 0.
        """
        try:
            return self._read(source_path)
        except Exception as error:
            found = internal_error("the front matter reader", error, shown(source_path))
            diagnostics_of(self.settings).append(found)
            return "", {"title": Path(source_path).stem, READING: None}

    def _read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        self.conversion.begin()
        examined = self.examine(source_path)
        reading = examined.reading
        diagnostics_of(self.settings).extend(examined.converted.diagnostics)
        metadata = self._canonical(reading)
        for name, value in reading.kept.items():
            if not is_attribute(name) and not is_harmful(name, value) and name.lower() not in metadata:
                metadata[name] = value
        faults = self._format(metadata, reading, examined.text)
        reading = replace(reading, faults=(*reading.faults, *faults))
        metadata = self._from_path(source_path) | metadata
        metadata["front_matter"] = reading.source.data
        metadata["field_positions"] = reading.source.positions
        if examined.converted.written:
            metadata["written_links"] = partial(links_of, self.settings, source_path)
        metadata[READING] = reading, self.finder(source_path), self.basis_of(examined)
        return examined.html, metadata

    def finder(self, source_path: str) -> FindFile:
        """Return the function that finds files relative to a source."""
        return partial(self._find_file, Path(source_path).absolute().parent)

    def basis_of(self, examined: Examined) -> Basis | None:
        """Return what the reading depended on besides the file; None if that is not all known."""
        if examined.reading.is_awaited or not self.conversion.is_pure:
            return None
        return Basis(tuple(self.conversion.asked), tuple(examined.prints))

    def holds(self, basis: Basis) -> bool:
        """Return whether it still is the same."""
        converter = self.conversion.converter
        is_answered = not basis.asked or (converter and converter.is_answered(basis.asked))
        return bool(is_answered) and all(self.site.prints(*one[:2]) == one[2] for one in basis.prints)

    def examine(self, source_path: str) -> "Examined":
        """Read one file."""
        path = Path(source_path)
        relative = self._relative(path)
        named, _ = named_dialect(relative, self.front_matter.dialect, self.front_matter.dialects)
        content, fault = read_text(path)
        parsed = parse(content, self.front_matter.max_size, is_pelican=named == "pelican")
        if fault:  # report only this fault, not those of the damaged text
            parsed = replace(parsed, source=replace(parsed.source, faults=(fault,)))
        shape = Shape(relative, parsed.kind, parsed.fence, parsed.source, "")
        first_line = content.count("\n", 0, max(0, len(content) - len(parsed.body))) + 1
        text = Text(
            parsed.body, relative, shown(path), first_line, self._dialect_of(shape), parsed.source.data
        )
        faults = bad_name(relative)
        converted = self.conversion.convert(text, "the body", faults)
        html = converted.html or ""
        faults += forbidden_references(html, text.markdown, first_line)
        shape = replace(shape, heading=heading_of(html))
        prints: list[Printing] = []
        site = replace(self.site, prints=partial(self._noted_prints, prints))
        reading = self._titled(interpret(shape, self.front_matter, site), relative)
        html = without_title(html, reading.metadata["title"])
        return Examined(html, replace(reading, faults=(*reading.faults, *faults)), text, converted, prints)

    def _titled(self, reading: Reading, relative: str) -> Reading:
        """Return a reading with the title in ``EXTRA_PATH_METADATA``, if the file has none."""
        if reading.origins["title"] != "file name":
            return reading
        title = path_metadata("", relative, {**self.settings, "DEFAULT_DATE": None}).get("title")
        if not isinstance(title, str) or not title.strip():
            return reading
        return replace(
            reading,
            metadata={**reading.metadata, "title": title},
            origins={**reading.origins, "title": "EXTRA_PATH_METADATA"},
            faults=tuple(fault for fault in reading.faults if fault.rule != "missing-title"),
        )

    def engine_of(self, text: Text) -> str:
        """Return which engine reads a text, and why; empty without the part ``body``."""
        converter = self.conversion.converter
        name, why = converter.engine_of(text) if converter else ("", "")
        return f"{name} ({why})" if name else ""

    def text_of(self, source_path: str) -> Text | None:
        """Return the text of a source, for another that embeds it; None if it is not published."""
        path = Path(source_path)
        if not is_below(path.absolute(), self.sources):
            return None
        content, fault = read_text(path)
        parsed = parse(content, self.front_matter.max_size)
        shape = Shape(self._relative(path), parsed.kind, parsed.fence, parsed.source, "")
        reading = interpret(shape, self.front_matter, self.site)
        if fault or not reading.is_sound or self._is_unpublished(reading):
            return None
        first_line = content.count("\n", 0, max(0, len(content) - len(parsed.body))) + 1
        dialect = self._dialect_of(shape)
        return Text(parsed.body, shape.path, shown(path), first_line, dialect, parsed.source.data)

    def _is_unpublished(self, reading: Reading) -> bool:
        """Return whether a content is a draft, hidden, or dated in the future."""
        status, date = reading.metadata.get("status", "published"), reading.metadata.get("date")
        date = date and date.replace(tzinfo=date.tzinfo or self.zone)
        is_future = date is not None and date > self.site.now and not self.settings["WITH_FUTURE_DATES"]
        return status != "published" or is_future

    def _dialect_of(self, shape: Shape) -> str:
        """Return the name of a file's dialect; empty if it is unknown."""
        setting = self.front_matter
        dialect, why = choose(shape, setting.dialect, setting.dialects, setting.without)
        return "" if why == UNKNOWN else dialect.name

    def _find_file(self, folder: Path, href: str) -> tuple[str, str] | None:
        try:
            if found := for_text(self.located(path_of(href, folder, self.root)), folder, self.root):
                return found
            asset = self.assets.find(href, folder)
            if asset and asset.is_relative_to(self.root):
                return self._find_file(folder, f"/{asset.relative_to(self.root).as_posix()}")
            return ("asset", os.path.relpath(asset, self.root)) if asset else None
        except (OSError, ValueError):  # a name that is too long or invalid
            return None

    def _located(self, path: str) -> tuple[str, str] | None:
        """Return the kind and the path of a file that can be published; see ``located``."""
        found = located(path, self.root, self.sources, self.extensions)
        return found if found and is_below(self.root / found[1], self.folders) else None

    def _relative(self, path: Path) -> str:
        """Return a path relative to the content folder, with slashes; for a file elsewhere, its name."""
        path = path.absolute()
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name

    def _canonical(self, reading: Reading) -> dict[str, Any]:
        """Return the metadata with Pelican's objects: dates, tags, authors and the category."""
        metadata = dict(reading.metadata)
        zone = ZoneInfo(metadata["timezone"]) if "timezone" in metadata else self.zone
        makers: dict[str, Callable[[Any], Any]] = {
            "date": lambda value: as_pelican_date(value, zone),
            "modified": lambda value: as_pelican_date(value, zone),
            "tags": lambda names: [self._term(Tag, name) for name in names],
            "authors": lambda names: [self._term(Author, name) for name in names],
            "category": lambda name: self._term(Category, name),
        }
        return {name: makers[name](value) if name in makers else value for name, value in metadata.items()}

    def _term(self, kind: type[URLWrapper], name: str) -> Any:
        """Return Pelican's object for a term. Its slug is made only once for all texts."""
        term = kind(name, self.settings)
        if (kind, name) not in self.slugs:
            self.slugs[kind, name] = term._normalize_key(term.name)
        term._slug = self.slugs[kind, name] or None
        return term

    def _format(self, metadata: dict[str, Any], reading: Reading, text: Text) -> list[Fault]:
        """Convert the fields of the setting ``FORMATTED_FIELDS`` from Markdown, as Pelican does.

        Values that are not text are dropped. A description is plain text in all dialects.
        """
        faults: list[Fault] = []
        formatted = [name for name in metadata if name.lower() in self.settings["FORMATTED_FIELDS"]]
        for name in formatted if reading.is_sound else ():
            value = metadata[name]
            if not isinstance(value, str):
                del metadata[name]
            elif name == "summary" and reading.origins[name].lower() == "description":
                metadata[name] = f"<p>{escape(value, quote=False)}</p>"
            else:
                metadata[name] = self.conversion.field(value, name, text, faults)
        return faults

    def _from_path(self, source_path: str) -> dict[str, Any]:
        """Return the slug and category of a bundle or dated file, where Pelican's would be wrong."""
        relative, settings = self._relative(Path(source_path)), self.settings
        name = read_name(relative, self.site.roots, self.site.languages)
        patterns = f"{settings['FILENAME_METADATA']}{settings['PATH_METADATA']}"
        found: dict[str, Any] = {}
        by_name = settings["SLUGIFY_SOURCE"] == "basename" and "(?P<slug>" not in patterns
        if by_name and name.name != Path(relative).stem:
            found["slug"] = slugify(
                name.name,
                regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
                preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
                use_unicode=settings["SLUGIFY_USE_UNICODE"],
            )
        by_folder = settings["USE_FOLDER_AS_CATEGORY"] and settings["CATEGORY_SAVE_AS"]
        if by_folder and "(?P<category>" not in patterns and name.folder != Path(relative).parent.name:
            found["category"] = Category(name.folder or settings["DEFAULT_CATEGORY"], settings)
        own = path_metadata(source_path, relative, {**settings, "DEFAULT_DATE": None}) if found else {}
        return {field: value for field, value in found.items() if field not in own}


def as_pelican_date(value: datetime, zone: ZoneInfo) -> SafeDatetime:
    """Return a date in the site's zone, without the zone, which Pelican adds."""
    local = value.astimezone(zone) if value.tzinfo else value
    return SafeDatetime.combine(local.date(), local.timetz())


def is_attribute(name: str) -> bool:
    """Return whether a field of this name would overwrite an attribute or a method of a content object."""
    return name.lower() in ATTRIBUTES or name.startswith("_") or not name


def links_of(settings: Mapping[str, Any], source_path: str) -> Iterable[Written]:
    """Return the links of a source with their positions: it is read again."""
    reader: MarkdownReader = settings[READER]
    converter = reader.conversion.converter
    written = converter.convert(reader.examine(source_path).text).written if converter else None
    return written() if written else ()
