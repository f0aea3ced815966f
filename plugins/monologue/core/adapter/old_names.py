"""Warn of keys of this bundle's settings that have a new name, where the settings files write them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..diagnostic import Diagnostic
from ..renamed import Renamed, places_of, used
from ..rule import RENAMED_SETTING
from .files import loaded_files


def old_names(settings: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield a warning for each place of an old name. Each part of a build may call this."""
    for one in used(settings):
        places = [place for path in loaded_files() for place in _places(one, path)]
        for path, line, column in places or [("pelicanconf.py", 0, 0)]:
            yield Diagnostic(path, line, column, "warning", RENAMED_SETTING, str(one), "write the new name")


def _places(one: Renamed, path: str) -> Iterator[tuple[str, int, int]]:
    """Yield the path, line and column of each place in a file."""
    source = Path(path).read_bytes()
    lines = source.splitlines()
    for key in places_of(one, source):
        before = lines[key.line - 1][: key.start].decode(errors="replace")
        yield path, key.line, len(before) + 1
