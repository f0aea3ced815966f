"""What this part keeps about a content besides the content itself, so that the build cache can restore it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...core.adapter.files import shown
from ...core.cache import notes_of
from ..body.file_links import FindFile, Target
from ..fields.outputs import Outputs
from .linking import LINKED, Linked, publish
from .outside import are_publishable
from .reader import READER, Basis, MarkdownReader
from .writing import CLAIMS

NOTED = "front_matter_noted"
"""The key of Pelican's context for the ``Noted`` of each content, by source."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted about one content."""

    save_as: str
    """The output file that it claimed."""
    place: tuple[int, int] | None
    """The position of the field that sets it."""
    files: Mapping[str, Target]
    cover: Target | None
    made: Mapping[str, str]
    """As in ``Linked``."""
    basis: Basis
    found: tuple[tuple[str, tuple[str, str] | None], ...]
    """The links that were looked for on the disk, and the file of each."""
    checked: tuple[str, ...]
    """The paths of links in Pelican's syntax, which must be in the content folder."""


@dataclass(slots=True)
class Found:
    """Finds files, and notes the answers."""

    find_file: FindFile
    answers: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def __call__(self, href: str) -> tuple[str, str] | None:
        """Return the kind and the path of a file."""
        self.answers[href] = found = self.find_file(href)
        return found


def note(content: Any, basis: Basis, found: Found, checked: tuple[str, ...]) -> None:
    """Remember what was noted about a valid content, unless it replaces a document of the theme."""
    context, source = content._context, content.relative_source_path
    claims: Outputs = context[CLAIMS]
    linked: Linked = context[LINKED][-1]
    if linked.content is content and content.save_as not in claims.replaced:
        place = claims.places.get(shown(Path(content.source_path)))
        parts = linked.files, linked.cover, linked.made
        answers = tuple(found.answers.items())
        context.setdefault(NOTED, {})[source] = Noted(content.save_as, place, *parts, basis, answers, checked)


class ContentNotes:
    """The notes of this part."""

    def of(self, content: Any) -> Any:
        """Return what was noted about a content; None if it depends on what is not known."""
        if READER not in content.settings or not hasattr(content, "field_positions"):
            return ()
        return content._context.get(NOTED, {}).pop(content.relative_source_path, None)

    def restore(self, content: Any, noted: Any) -> bool:
        """Note it again if all that it depends on is the same."""
        if not noted:
            return True
        reader: MarkdownReader = content.settings[READER]
        find_file = reader.finder(content.source_path)
        if not reader.holds(noted.basis) or any(find_file(href) != found for href, found in noted.found):
            return False
        if not are_publishable(noted.checked, content):
            return False
        claims, path = content._context.setdefault(CLAIMS, Outputs()), shown(Path(content.source_path))
        if noted.save_as and claims.claim(noted.save_as, path) != path:
            return False
        if noted.place:
            claims.places[path] = noted.place
        publish(content, noted.files, noted.cover, noted.made)
        return True


def connect_notes(settings: MutableMapping[str, Any]) -> None:
    """Let the build cache store what this part notes."""
    notes_of(settings)["front_matter"] = ContentNotes()
