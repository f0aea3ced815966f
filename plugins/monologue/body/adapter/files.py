"""The files of the content folder, by name."""

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ...core.adapter.files import shown
from ...core.text import TEXTS, Text

NOTES = (".md", ".markdown", ".mdx")
TEXT_ENDINGS = (*NOTES, ".qmd", ".Rmd", ".rmd", ".rst", ".html")
LONGEST = 60
"""The letters of a name that are compared with those of other names."""


class ContentFiles:
    """Finds notes and other files. The folder is listed once; aliases are read if a name is unknown."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.root = Path(settings["PATH"])
        self._found: dict[str, tuple[str, ...]] = {}

    def find(self, name: str) -> tuple[str, ...]:
        """Return the paths of the files that a name means, the one nearest to the root first."""
        wanted = _key(name)
        if wanted not in self._found:
            paths = self._by_name.get(wanted.rpartition("/")[2], ())
            found = tuple(path for path in paths if f"/{_key(path)}".endswith(f"/{wanted}"))
            self._found[wanted] = found or tuple(self._by_alias.get(wanted, ()))
        return self._found[wanted]

    def similar(self, name: str) -> Iterable[str]:
        """Return the names of files that differ from a name by one letter."""
        keys = _shortened(_key(name).rpartition("/")[2])
        return dict.fromkeys(path for key in keys for path in self._by_shortened.get(key, ()))

    def published(self, path: str) -> Text | None:
        """Return the text of a source that Pelican reads; None for a draft, and for any other file."""
        return self._read(path) if self._is_source(path) else None

    def _is_source(self, path: str) -> bool:
        """Return whether Pelican reads a file as an article or a page.

        Source: ``get_files`` of ``pelican.generators``.
        """
        folders = {folder.as_posix() for folder in Path(path).parents}
        names = Path(path).parts
        if any(fnmatch(name, pattern) for name in names for pattern in self.settings["IGNORE_FILES"]):
            return False
        return any(
            {source.strip("/") or "." for source in self.settings[f"{kind}_PATHS"]} & {path, *folders}
            and folders.isdisjoint(self.settings[f"{kind}_EXCLUDES"])
            for kind in ("ARTICLE", "PAGE")
        )

    def text(self, path: str) -> Text | None:
        """Return the text of a file below its front matter; None if it is not published.

        A file that is not a text of the site, such as ``_part.qmd`` or ``code.py``, is returned as it is.
        """
        name = path.rpartition("/")[2]
        is_part = name.startswith("_") or not name.endswith(TEXT_ENDINGS)
        return self._part(path) if is_part and path in self._known else self._read(path)

    def _read(self, path: str) -> Text | None:
        """Return the text of a source; None for a draft."""
        read = self.settings.get(TEXTS)
        found: Text | None = read(str(self.root / path)) if read and path in self._known else None
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
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(_key(path).rpartition("/")[2], []).append(path)
        return found

    @cached_property
    def _by_alias(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            text = self._read(path) if path.endswith(NOTES) and self._may_have_alias(path) else None
            aliases = text.fields.get("aliases", text.fields.get("alias")) if text else None
            for alias in aliases if isinstance(aliases, list) else [aliases]:
                if isinstance(alias, str):
                    found.setdefault(_key(alias), []).append(path)
        return found

    def _may_have_alias(self, path: str) -> bool:
        """Return whether a file has the word, which is much faster than to read its front matter."""
        try:
            return b"alias" in (self.root / path).read_bytes()
        except OSError:
            return False

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            name = Path(path).stem if path.endswith(NOTES) else Path(path).name
            for key in _shortened(_key(name)):
                found.setdefault(key, []).append(name)
        return found


def _shortened(name: str) -> list[str]:
    """Return a name, and the name without each of its letters: two that differ by one letter share one."""
    shorter = (name[:index] + name[index + 1 :] for index in range(min(len(name), LONGEST)))
    return [*dict.fromkeys((name, *shorter))]


def _key(name: str) -> str:
    """Return a name or path in the form in which it is compared."""
    name = normalize("NFC", name.strip().strip("/")).casefold()
    return next((name.removesuffix(ending) for ending in NOTES if name.endswith(ending)), name)
