"""Which Markdown engine reads a text, and why."""

from collections.abc import Mapping

from ..core.text import Text
from .settings import ENGINES, Settings

PYTHON_MARKDOWN = frozenset({"pelican", "mkdocs"})
"""The dialects whose own generator is Python-Markdown."""
COMMONMARK = "commonmark"
FIELD = "markdown"
"""The field of the front matter that names the engine of one file."""


def engine_of(text: Text, settings: Settings) -> tuple[str, str]:
    """Return the name of the engine, and the reason."""
    own = text.fields.get(FIELD)
    if own in ENGINES:
        return str(own), f"the field {FIELD}"
    name, why = _named(text.path, settings.engine, settings.engines)
    if name != "auto":
        return name, why
    name = "python-markdown" if text.dialect in PYTHON_MARKDOWN else COMMONMARK
    return name, f"the dialect is {text.dialect}" if text.dialect else "the dialect is unknown"


def _named(path: str, everywhere: str, folders: Mapping[str, str]) -> tuple[str, str]:
    above = [folder for folder in folders if path.startswith(folder.strip("/") + "/")]
    nearest = max(above, key=len, default="")
    return folders.get(nearest, everywhere), f"the setting for {nearest or 'the site'}"
