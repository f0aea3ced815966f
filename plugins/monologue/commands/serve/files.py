"""Find the file for a path, its media type, and the requested byte range. No HTTP."""

import os
import re
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import quote

from ...core.adapter.system import why_refused

TYPES = MimeTypes()
for kind, ending in (("text/javascript", ".js"), ("application/atom+xml", ".atom"), ("font/woff2", ".woff2")):
    TYPES.add_type(kind, ending)
RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)", re.IGNORECASE)
DIGITS = 19
"""A number with more digits than this is larger than any file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site."""

    file: Path
    moved_to: str = ""
    """The path to redirect to, percent-encoded, if a folder was requested without its slash."""


def find(folder: Path, path: str) -> Found | None:
    """Return the file that a static host would serve, or None; never a file outside ``folder``.

    ``path`` is decoded and comes from the network, so it can be any text. On Windows it could name a
    device, a hidden part of a file or, with backslashes, another machine, which is not even asked.
    """
    if why_refused(path):
        return None
    try:
        root = Path(os.path.realpath(folder))
        wanted = Path(os.path.realpath(root / path.lstrip("/")))
        index = wanted / "index.html"
        for candidate in [index] if path.endswith("/") else [wanted, index, _with_html(wanted)]:
            file = Path(os.path.realpath(candidate))
            if file.is_relative_to(root) and file.is_file():
                is_moved = candidate == index and not path.endswith("/")
                return Found(file, folder_path(root, wanted) if is_moved else "")
    except (OSError, ValueError):  # the name is too long, not allowed, or contains NUL, so no file has it
        return None
    return None


def _with_html(path: Path) -> Path:
    return path.parent / f"{path.name}.html"


def folder_path(root: Path, folder: Path) -> str:
    """Return the URL path of a folder. It begins with one slash, so that it never names another host."""
    return "".join(f"/{quote(part, safe='')}" for part in folder.relative_to(root).parts) + "/"


def content_type(file: Path) -> str:
    """Return the media type, with the charset for text: a site is written in UTF-8."""
    kind = TYPES.guess_type(file.name)[0] or "application/octet-stream"
    return kind + "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("xml", "json")) else kind


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the half-open range of bytes that a ``Range`` header requests; None if it is outside the file.

    RFC 9110, section 14.1.2. Several ranges, or an invalid value, return the
    whole file, as section 14.2 allows.
    """
    match = RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return 0, size
    first, last = (_number(digits) for digits in match.groups())
    if first is None:
        start, end = max(0, size - (last or 0)), size
    elif last is None:
        start, end = first, size
    elif last < first:
        return 0, size
    else:
        start, end = first, min(size, last + 1)
    return (start, end) if start < end else None


def _number(digits: str) -> int | None:
    """Return the number, if there is one; a number larger than any file may be shortened."""
    return int(digits.lstrip("0")[:DIGITS] or 0) if digits else None
