"""What is read from the disk: the text of a file, and the names of a theme's templates."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..characters import ESCAPE, FORBIDDEN, Places, forbidden_in
from ..model import Fault


def read_text(path: Path) -> tuple[str, Fault | None]:
    """Return the text of a file with ``\\n`` line ends, and what forbids publishing it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "", Fault("unreadable-file", "this is not a regular file")
        raw = path.read_bytes()
    except OSError as error:
        return "", Fault("unreadable-file", f"the file cannot be read: {error.strerror}")
    return decode(raw)


def bad_name(path: str) -> list[Fault]:
    """Return a fault if a path holds a forbidden character; bytes that are not UTF-8 are surrogates in it."""
    if not (name := forbidden_in(path)[1]):
        return []
    message = f"the path contains {name}, which cannot be printed"
    return [Fault("forbidden-character", message, hint="rename the file or folder")]


def decode(raw: bytes) -> tuple[str, Fault | None]:
    """Return bytes as text, and where they are none."""
    fault = None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = (
            "the file is UTF-16" if is_utf16 else f"the byte 0x{raw[error.start]:02X} is not valid UTF-8"
        )
        fault = Fault("invalid-utf8", message, *_place(raw, error.start), "save the file as UTF-8")
        text = raw.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    index, name = forbidden_in(text)
    if name and not fault:
        fault = _forbidden(text, index, name)
    return (FORBIDDEN.sub("\ufffd", text) if name else text), fault


def _forbidden(text: str, index: int, name: str) -> Fault:
    """Say which character of a file neither HTML nor a feed may hold."""
    place = Places(text).at(index)
    if text[index] == "\0":
        return Fault("nul-byte", "the file contains a NUL byte, so it is not a text file", *place)
    is_colour = text[index : index + 2] == f"{ESCAPE}["
    hint = "delete it: it begins the colour code of a terminal" if is_colour else "delete it"
    return Fault("forbidden-character", f"{name} is not allowed in HTML or in a feed", *place, hint)


def _place(raw: bytes, index: int) -> tuple[int, int]:
    before = raw[:index]
    line = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(line.decode("utf-8", errors="replace")) + 1


def look_up(
    address: str, folder: Path, root: Path, sources: tuple[Path, ...], endings: set[str]
) -> tuple[str, str] | None:
    """Return the kind and the path of the file at ``address``, as a text in ``folder`` names it.

    The path is relative to ``root``, the content folder, where an address that
    begins with a slash begins. The kind is ``filename`` for what is read: a file
    with one of ``endings`` below one of the ``sources``; ``attach`` for what lies
    beside the text or below; ``static`` for the rest.
    None for what is not below ``root``, or no file.
    """
    start = root if address.startswith("/") else folder
    path = Path(os.path.normpath(start / address.lstrip("/")))
    if not path.is_relative_to(root) or path.name.startswith(".") or not is_file(path):
        return None
    relative = path.relative_to(root).as_posix()
    if path.suffix[1:] in endings:
        return ("filename", relative) if any(path.is_relative_to(source) for source in sources) else None
    return ("attach" if path.is_relative_to(folder) else "static"), relative


def folders_of(settings: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the real paths of the content folder, and of those of its folders that Pelican reads.

    Each of these may be a symbolic link that the owner of the site has made.
    """
    root = Path(settings["PATH"])
    names = [*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"], *settings["STATIC_PATHS"]]
    return tuple(Path(os.path.realpath(root / name)) for name in ("", *names))


def is_below(path: Path, folders: tuple[Path, ...]) -> bool:
    """Whether a path, with its symbolic links followed, is in one of the real ``folders``."""
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(folder) for folder in folders)


def is_file(path: Path) -> bool:
    """Whether there is a regular file; no name that the system refuses is one."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name of more than 255 bytes, or with a NUL
        return False


def theme_templates(settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the names, without ending, that a content may give as its template."""
    folders = [Path(settings["THEME"]) / "templates", *map(Path, settings["THEME_TEMPLATES_OVERRIDES"])]
    endings = tuple(settings["TEMPLATE_EXTENSIONS"])
    names = (path.relative_to(folder).as_posix() for folder in folders for path in sorted(folder.rglob("*")))
    return frozenset(
        name.removesuffix(ending) for name in names for ending in endings if name.endswith(ending)
    )
