"""Disk access: the text of a file, and the names of a theme's templates."""

import os
import stat
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ..characters import ESCAPE, FORBIDDEN, Places, forbidden_in, without_colours
from ..model import Fault


def read_text(path: Path) -> tuple[str, Fault | None]:
    """Return the text of a file with ``\\n`` line ends, and the fault that prevents publishing it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "", Fault("unreadable-file", "this is not a regular file")
        raw = path.read_bytes()
    except OSError as error:
        return "", Fault("unreadable-file", f"the file cannot be read: {error.strerror}")
    return decode(raw)


def bad_name(path: str) -> list[Fault]:
    """Return a fault if a path contains a forbidden character; bytes that are not UTF-8 become surrogates."""
    if not (name := forbidden_in(path)[1]):
        return []
    message = f"the path contains {name}, which cannot be printed"
    return [Fault("forbidden-character", message, hint="rename the file or folder")]


def decode(raw: bytes) -> tuple[str, Fault | None]:
    """Return bytes as text, and a fault at the first byte or character that is not allowed."""
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
    text = without_colours(text.replace("\r\n", "\n").replace("\r", "\n"))
    index, name = forbidden_in(text)
    if name and not fault:
        fault = _forbidden(text, index, name)
    return (FORBIDDEN.sub("\ufffd", text) if name else text), fault


def _forbidden(text: str, index: int, name: str) -> Fault:
    """Return the fault for a character that is not allowed in HTML or a feed."""
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


def find_file(
    href: str, folder: Path, root: Path, sources: tuple[Path, ...], extensions: set[str]
) -> tuple[str, str] | None:
    """Return the kind and the path of the file at ``href``, as linked from a text in ``folder``.

    An ``href`` that begins with a slash is relative to ``root``, the content folder;
    so is the returned path. The kind is ``filename`` for content: a file with one of
    ``extensions`` below one of the ``sources``; ``attach`` for a file in the folder of
    the text or below; ``static`` for any other. None if there is no such file below ``root``.
    """
    return for_text(located(path_of(href, folder, root), root, sources, extensions), folder, root)


def path_of(href: str, folder: Path, root: Path) -> str:
    """Return the full path that an ``href`` means."""
    return os.path.normpath(f"{root if href.startswith('/') else folder}/{href.lstrip('/')}")


def for_text(found: tuple[str, str] | None, folder: Path, root: Path) -> tuple[str, str] | None:
    """Return what ``located`` found, as a text in ``folder`` links to it."""
    if not found or found[0] == "filename":
        return found
    is_near = f"{root.as_posix()}/{found[1]}".startswith(f"{folder.as_posix()}/")
    return ("attach" if is_near else "static"), found[1]


def located(full: str, root: Path, sources: tuple[Path, ...], extensions: set[str]) -> tuple[str, str] | None:
    """Return ``filename`` or ``file``, and the path from ``root``, for a full path; see ``find_file``."""
    path = Path(full)
    if not path.is_relative_to(root) or path.name.startswith("."):
        return None
    listed = as_listed(path, root)
    if not listed or not is_file(listed):
        return None
    relative = listed.relative_to(root).as_posix()
    if listed.suffix[1:] in extensions:
        return ("filename", relative) if any(listed.is_relative_to(source) for source in sources) else None
    return "file", relative


def as_listed(path: Path, root: Path) -> Path | None:
    """Return a path below ``root`` as the folders list it; None if one of its names is not there.

    A letter such as ``é`` has two spellings, NFC and NFD. macOS stores what it is given and finds either;
    in a URL they differ, so a link gets the spelling of the file. macOS and Windows also find a name in
    another letter case, which is an error here, because it is one on the host.
    """
    found = root
    for name in path.relative_to(root).parts:
        try:
            names = names_in(found, found.stat().st_mtime_ns)
        except (OSError, ValueError):  # not a folder, or not a name
            return None
        listed = names.get(name) or names.get(normalize("NFC", name))
        if not listed:
            return None
        found /= listed
    return found


@lru_cache(maxsize=1024)
def names_in(folder: Path, changed: int) -> dict[str, str]:
    """Return the names in a folder, by each of them and by its NFC spelling.

    ``changed`` is the modification time of the folder: a later state is not taken from the cache.
    """
    names = sorted(os.listdir(folder))  # noqa: PTH208
    return {normalize("NFC", name): name for name in names} | {name: name for name in names}


def folders_of(settings: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the real paths of the content folder and of its folders that Pelican reads.

    Each of them may be a symbolic link made by the site's owner.
    """
    root = Path(settings["PATH"])
    names = [*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"], *settings["STATIC_PATHS"]]
    return tuple(Path(os.path.realpath(root / name)) for name in ("", *names))


def is_below(path: Path, folders: tuple[Path, ...]) -> bool:
    """Return whether a path, with symbolic links resolved, is in one of the real ``folders``."""
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(folder) for folder in folders)


def is_file(path: Path) -> bool:
    """Return whether a path is a regular file; False for a name that the system rejects."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name of more than 255 bytes, or with a NUL
        return False


def theme_templates(settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the names, without extension, that content can give as its template."""
    folders = [Path(settings["THEME"]) / "templates", *map(Path, settings["THEME_TEMPLATES_OVERRIDES"])]
    extensions = tuple(settings["TEMPLATE_EXTENSIONS"])
    names = (name for folder in folders for name in _names_below(folder))
    return frozenset(
        name.removesuffix(extension) for name in names for extension in extensions if name.endswith(extension)
    )


def _names_below(folder: Path) -> Iterator[str]:
    """Yield the path of each file in a folder, relative to it, with slashes."""
    for base, _, names in os.walk(folder):
        below = os.path.relpath(base, folder).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)
