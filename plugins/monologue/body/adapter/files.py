"""The files of the content folder, by name."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ...core.adapter.files import shown
from ...core.text import TEXTS, Text

NOTES = (".md", ".markdown", ".mdx")
TEXT_ENDINGS = (*NOTES, ".qmd", ".Rmd", ".rmd", ".rst", ".html")


class ContentFiles:
    """Finds notes and other files. The folder is listed once; aliases are read if a name is unknown."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.root = Path(settings["PATH"])

    def find(self, name: str) -> tuple[str, ...]:
        """Return the paths of the files that a name means, the one nearest to the root first."""
        wanted = _key(name)
        by_path = self._by_name.get(wanted.rpartition("/")[2], ())
        found = tuple(path for path in by_path if f"/{_key(path)}".endswith(f"/{wanted}"))
        return found or self._by_alias.get(wanted, ())

    def names(self) -> Iterable[str]:
        """Return the names that a wikilink can have."""
        return [Path(path).stem if path.endswith(NOTES) else Path(path).name for path in self._paths]

    def text(self, path: str) -> Text | None:
        """Return the text of a file below its front matter; None if it is not published.

        A file that is not a text of the site, such as ``_part.qmd`` or ``code.py``, is returned as it is.
        """
        read = self.settings.get(TEXTS)
        if path not in self._known:
            return None
        name = path.rpartition("/")[2]
        if name.startswith("_") or not name.endswith(TEXT_ENDINGS):
            return self._part(path)
        found: Text | None = read(str(self.root / path)) if read else None
        return found

    def _part(self, path: str) -> Text | None:
        try:
            content = (self.root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return Text(content, path, shown(self.root / path))

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self._below(), key=lambda path: (path.count("/"), path))

    def _below(self) -> Iterator[str]:
        for folder, names, files in os.walk(self.root):
            names[:] = [name for name in names if not name.startswith(".")]
            base = Path(folder).relative_to(self.root)
            yield from ((base / name).as_posix() for name in files if not name.startswith("."))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._paths)

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path in self._paths:
            name = _key(path).rpartition("/")[2]
            found[name] = (*found.get(name, ()), path)
        return found

    @cached_property
    def _by_alias(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path in self._paths:
            text = self.text(path) if path.endswith(NOTES) else None
            aliases = text.fields.get("aliases", text.fields.get("alias")) if text else None
            for alias in aliases if isinstance(aliases, list) else [aliases]:
                if isinstance(alias, str):
                    found[_key(alias)] = (*found.get(_key(alias), ()), path)
        return found


def _key(name: str) -> str:
    """Return a name or path in the form in which it is compared."""
    name = normalize("NFC", name.strip().strip("/")).casefold()
    return next((name.removesuffix(ending) for ending in NOTES if name.endswith(ending)), name)
