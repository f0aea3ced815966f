"""The converter of the part, which is imported with all dialects when the first text is converted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.text import Asked, Converted, Text
from ..settings import Settings
from .files import ContentFiles

if TYPE_CHECKING:
    from ..convert import Converter


@dataclass(frozen=True)
class LateConverter:
    """A ``Converter`` of ``core.text``. A build that finds all texts in the build cache needs no parser."""

    settings: Settings
    files: ContentFiles
    site: dict[str, Any]
    root: Path
    """The folder that the paths of components are relative to."""

    @cached_property
    def converter(self) -> "Converter":
        """The converter.

        Raises:
            SettingsError: If an extension or a component of ``BODY`` cannot be loaded.
        """
        from ..convert import Converter  # noqa: PLC0415 - as the class says
        from .own import components_of, extension_at  # noqa: PLC0415 - as above

        own = tuple(map(extension_at, self.settings.extensions))
        components = components_of(self.settings.components, self.root)
        return Converter(self.settings, own, self.files, self.site, components)

    def engine_of(self, text: Text) -> tuple[str, str]:
        """Return the name of the engine, and the reason."""
        return self.converter.engine_of(text)

    def convert(self, text: Text) -> Converted:
        """Return the HTML of a text, and its faults."""
        return self.converter.convert(text)

    def is_answered(self, asked: Iterable[Asked]) -> bool:
        """Return whether all answers are still the same; a text that asked nothing needs no converter."""
        asked = tuple(asked)
        return not asked or self.converter.is_answered(asked)
