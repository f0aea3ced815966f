"""The reader that Pelican calls for each Markdown file. It never raises and never logs: it collects."""

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markdown import Markdown
from pelican.contents import Article, Page
from pelican.readers import _DISCARD, BaseReader
from pelican.readers import MarkdownReader as PelicanMarkdownReader
from pelican.urlwrappers import Author, Category, Tag
from pelican.utils import SafeDatetime, slugify

from .body import heading_of, without_mdx, without_title
from .common import read_settings
from .dates import DateError, parse_date
from .files import read_text, theme_templates
from .interpret import Surroundings, interpret
from .model import Fault, Reading, Shape
from .names import read_name
from .reserved import LISTING_TEMPLATES, SET_BY_PELICAN, is_harmful
from .settings import Settings, check
from .sources import Parsed, parse

READING = "front_matter_reading"
"""The metadata name under which a reading travels to ``adapter.py``, which takes it out again."""

ATTRIBUTES = SET_BY_PELICAN | {name for kind in (Article, Page) for name in dir(kind)}
"""What a field must not overwrite; a field of such a name is metadata, never an attribute."""


class MarkdownReader(PelicanMarkdownReader):  # type: ignore[misc]
    """Markdown with the front matter of any dialect; the class name becomes ``metadata["reader"]``."""

    def __init__(self, settings: MutableMapping[str, Any]) -> None:
        BaseReader.__init__(
            self, settings
        )  # Pelican's own would add the meta extension to the site's setting
        self.front_matter = read_settings(Settings, "FRONT_MATTER", settings)
        check(self.front_matter)
        self.markdown_settings = without_meta(settings["MARKDOWN"])
        self.root = Path(settings["PATH"]).absolute()
        self.zone = ZoneInfo(settings.get("TIMEZONE", "UTC"))
        templates = theme_templates(settings)
        self.around = Surroundings(
            now=datetime.now(UTC),
            roots=frozenset(
                folder.strip("/") for folder in (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])
            ),
            templates=templates,
            layouts=templates - LISTING_TEMPLATES - set(settings["DIRECT_TEMPLATES"]),
        )

    def process_metadata(self, name: str, value: Any) -> Any:
        """Process what a file's path says, as Pelican does; a date that cannot be is left to ``read``."""
        if name not in {"date", "modified"} or not isinstance(value, str):
            return super().process_metadata(name, value)
        try:
            return self._moment(parse_date(value), self.zone)
        except DateError:
            return _DISCARD

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body as HTML and the metadata of one file."""
        html, reading = self.examine(source_path)
        metadata = self._canonical(reading)
        for name, value in reading.kept.items():
            if not is_attribute(name) and not is_harmful(name, value) and self._fits(name, value):
                metadata[name] = self._formatted(name, value)
        metadata = self._from_path(self._relative(Path(source_path))) | metadata
        metadata["front_matter"] = reading.source.data
        metadata["field_positions"] = reading.source.positions
        metadata[READING] = reading
        return html, metadata

    def examine(self, source_path: str) -> tuple[str, Reading]:
        """Return the body as HTML, and what the front matter came to."""
        path = Path(source_path)
        relative = self._relative(path)
        text, fault = read_text(path)
        parsed = parse(text, self.front_matter.max_size, self._is_pelican(relative))
        if fault:  # what could be read nevertheless is not complained about, too
            parsed = replace(parsed, source=replace(parsed.source, faults=(fault,)))
        html, faults = self._convert(text, parsed, is_mdx=path.suffix.lower() == ".mdx")
        shape = Shape(relative, parsed.kind, parsed.fence, parsed.source, heading_of(html))
        reading = interpret(shape, self.front_matter, self.around)
        html = without_title(html, reading.metadata["title"])
        return html, replace(reading, faults=(*reading.faults, *faults))

    def _relative(self, path: Path) -> str:
        """Return a path below the content folder, with slashes; one elsewhere by its name."""
        path = path.absolute()
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name

    def _is_pelican(self, relative: str) -> bool:
        """Whether the settings say that a file is written for Pelican."""
        named = [
            name for folder, name in self.front_matter.dialects.items() if relative.startswith(f"{folder}/")
        ]
        return (named or [self.front_matter.dialect])[-1] == "pelican"

    def _convert(self, text: str, parsed: Parsed, *, is_mdx: bool) -> tuple[str, list[Fault]]:
        """Convert the body to HTML."""
        body: str = parsed.body
        faults: list[Fault] = []
        if is_mdx:
            body, faults = without_mdx(body, text.count("\n", 0, max(0, len(text) - len(body))) + 1)
        try:
            self._md = Markdown(**self.markdown_settings)
            return self._md.convert(body), faults
        except Exception as error:  # an extension may raise anything; one page must not end the build
            what = " ".join(str(error).split())[:100] or type(error).__name__
            return "", [Fault("broken-body", f"Markdown cannot convert the body: {what}")]

    def _canonical(self, reading: Reading) -> dict[str, Any]:
        """Make Pelican's objects of what was read."""
        metadata = dict(reading.metadata)
        zone = ZoneInfo(metadata["timezone"]) if "timezone" in metadata else self.zone
        for name in {"date", "modified"} & metadata.keys():
            metadata[name] = self._moment(metadata[name], zone)
        if "tags" in metadata:
            metadata["tags"] = [Tag(name, self.settings) for name in metadata["tags"]]
        if "authors" in metadata:
            metadata["authors"] = [Author(name, self.settings) for name in metadata["authors"]]
        if "category" in metadata:
            metadata["category"] = Category(metadata["category"], self.settings)
        if "summary" in metadata and "summary" in self.settings["FORMATTED_FIELDS"]:
            is_plain = reading.origins["summary"].lower() == "description"
            text = metadata["summary"]
            metadata["summary"] = (
                f"<p>{escape(text, quote=False)}</p>" if is_plain else self._formatted("summary", text)
            )
        return metadata

    def _moment(self, moment: datetime, zone: ZoneInfo) -> SafeDatetime:
        """Return a date in the site's zone, or without one, for Pelican to add its own."""
        local = moment.astimezone(zone) if moment.tzinfo else moment
        return SafeDatetime.combine(local.date(), local.timetz())

    def _fits(self, name: str, value: Any) -> bool:
        return isinstance(value, str) or name.lower() not in self.settings["FORMATTED_FIELDS"]

    def _formatted(self, name: str, value: Any) -> Any:
        """Convert a field of the setting ``FORMATTED_FIELDS`` as Pelican does."""
        if name.lower() not in self.settings["FORMATTED_FIELDS"]:
            return value
        return self._md.reset().convert(value)

    def _from_path(self, relative: str) -> dict[str, Any]:
        """Return what Pelican would take from the wrong part of the path of a bundle or a dated file."""
        settings, name = self.settings, read_name(relative, self.around.roots)
        patterns = f"{settings['FILENAME_METADATA']}{settings['PATH_METADATA']}"
        found: dict[str, Any] = {}
        if settings["SLUGIFY_SOURCE"] == "basename" and "(?P<slug>" not in patterns:
            found["slug"] = slugify(
                name.name,
                regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
                preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
                use_unicode=settings["SLUGIFY_USE_UNICODE"],
            )
        by_folder = settings["USE_FOLDER_AS_CATEGORY"] and settings["CATEGORY_SAVE_AS"]
        if by_folder and "(?P<category>" not in patterns and name.folder != Path(relative).parent.name:
            found["category"] = Category(name.folder or settings["DEFAULT_CATEGORY"], settings)
        return found


def is_attribute(name: str) -> bool:
    """Whether a field of this name would overwrite an attribute or a method of a content."""
    return name.lower() in ATTRIBUTES or name.startswith("_") or not name


def without_meta(markdown: dict[str, Any]) -> dict[str, Any]:
    """Return the setting ``MARKDOWN`` without the extension that would eat a body's first lines."""
    configs = dict(markdown.get("extension_configs", {}))
    extensions = [*markdown.get("extensions", []), *configs]
    kept = [name for name in extensions if name not in {"meta", "markdown.extensions.meta"}]
    unique = [name for index, name in enumerate(kept) if name not in kept[:index]]
    return {**markdown, "extensions": unique, "extension_configs": configs}
