"""Connect date labels to Pelican's signals."""

import re
from pathlib import Path

from pelican import Pelican
from pelican.contents import Article, Content, Page
from pelican.plugins import signals
from pelican.readers import Readers

from ..core.adapter.files import shown
from ..core.diagnostic import Diagnostic, diagnostics_of
from .labels import Mistake, date_entries, date_labels, mistakes
from .settings import Settings, read

READ = "DATE_LABELS_READ"
"""The key of the site's settings under which the parsed settings are kept."""
READERS = "DATE_LABELS_READERS"
"""The key of the site's settings under which Pelican's readers are kept, by file extension."""


def connect(pelican: Pelican) -> None:
    """Read ``DATE_LABELS`` before a page is read, and connect to Pelican.

    Raises:
        SettingsError: For a mistake in it.
    """
    pelican.settings[READ] = read(pelican.settings)
    signals.readers_init.connect(note_readers)
    signals.content_object_init.connect(label_dates)


def note_readers(readers: Readers) -> None:
    """Keep the table of readers, which other plugins may still change, to know which one reads a file."""
    readers.settings[READERS] = readers.reader_classes


def label_dates(content: Content) -> None:
    """Give an article or page its ``date_labels`` and ``date_entries``."""
    if not isinstance(content, (Article, Page)):
        return
    site: Settings = content.settings.get(READ) or read(content.settings)
    settings = site.for_language(content.lang)
    content.date_labels = date_labels(content.metadata, settings)
    dates = {
        **content.metadata,
        "date": getattr(content, "date", None),
        "modified": getattr(content, "modified", None),
    }
    content.date_entries = date_entries(
        dates, content.date_labels, settings, content.timezone, is_page=isinstance(content, Page)
    )
    found = [
        _diagnostic(mistake, content) for mistake in mistakes(content.metadata, is_flat=is_flat(content))
    ]
    diagnostics_of(content.settings).extend(found)


def is_flat(content: Content) -> bool:
    """Return whether one of Pelican's own readers read the file: none of them reads nested fields."""
    extension = Path(content.source_path).suffix.lstrip(".")
    return getattr(content.settings.get(READERS, {}).get(extension), "__module__", "") == "pelican.readers"


def _diagnostic(mistake: Mistake, content: Content) -> Diagnostic:
    line, column = _position(mistake.field, content)
    path = shown(content.source_path)
    return Diagnostic(path, line, column, "error", mistake.rule, mistake.message, mistake.hint)


def _position(field: str, content: Content) -> tuple[int, int]:
    """Return the line and column of a field: from the reader, or by searching the text."""
    noted: dict[str, tuple[int, int]] = getattr(content, "field_positions", {})
    if field in noted:
        return noted[field]
    key = re.compile(rf"""(\s*["']?){re.escape(field.rpartition(".")[2])}["']?\s*[:=]""", re.IGNORECASE)
    lines = Path(content.source_path).read_text("utf-8", "replace").split("\n")
    found = ((number, match.end(1) + 1) for number, line in enumerate(lines, 1) if (match := key.match(line)))
    return next(found, (0, 0))
