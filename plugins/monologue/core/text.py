"""What the parts ``front_matter`` and ``body`` share at run time: a text, and what converts it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .diagnostic import Diagnostic
from .positions import Written

CONVERTER = "BODY_CONVERTER"
"""The key of Pelican's settings under which the part ``body`` puts its ``Converter``."""


TEXTS = "SOURCE_TEXTS"
"""The key under which the part ``front_matter`` puts a function: it takes the path of a source, and
returns its ``Text``, or None if it is not published."""


Asked = tuple[str, str, bytes]
"""The name of a method of ``Files``, its argument, and the digest of the answer."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text below front matter."""

    markdown: str
    path: str
    """The path of its file, relative to the content folder, with slashes."""
    shown: str
    """The same path as the author can open it, for diagnostics."""
    first_line: int = 1
    """The line of the file on which the text begins."""
    dialect: str = ""
    """``"hugo"``; empty if nothing identifies the dialect."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The front matter."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as HTML."""

    html: str | None
    """None if Python-Markdown reads the text, with the site's ``MARKDOWN``."""
    diagnostics: tuple[Diagnostic, ...] = ()
    written: Callable[[], Iterable[Written]] | None = None
    """Returns the links of the text, with their positions in its file, in the order of the HTML."""
    asked: tuple[Asked, ...] = ()
    """What the conversion asked about other files, and the answers."""
    is_pure: bool = True
    """Whether the HTML depends on the text, the settings and these answers alone."""


class Converter(Protocol):
    """Converts texts of the dialects that it knows."""

    def engine_of(self, text: Text) -> tuple[str, str]:
        """Return the name of the Markdown engine for a text, with its extensions, and the reason."""

    def convert(self, text: Text) -> Converted:
        """Return the HTML of a text, and its faults."""

    def is_answered(self, asked: Iterable[Asked]) -> bool:
        """Return whether all answers are still the same."""
