"""Read the files of a folder and write corrections. No other module except the adapter uses the disk."""

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.adapter.files import shown
from ...core.adapter.system import replace
from ..extract.documents import kind_of, read_bytes
from ..extract.encoding import decode
from ..model import Document
from ..site import Site

if TYPE_CHECKING:
    from ..fix.edits import Edits


def walk(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file in a folder tree with its relative path; links to folders are not followed."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif entry.is_file():
                    yield path, entry


def read_text(folder: str, path: str) -> str:
    """Return the text of a file."""
    return decode(_bytes_of(folder, path), path)


def _bytes_of(folder: str, path: str) -> bytes:
    with open(os.path.join(folder, path), "rb") as file:  # noqa: PTH118, PTH123 - called thousands of times
        return file.read()


def read_documents(
    folder: str, files: Iterable[str], read: Callable[[str, bytes], Document] = read_bytes
) -> dict[str, Document]:
    """Read the files that can have links; return the documents by path."""
    return {path: _document(folder, path, read) for path in files if kind_of(path)}


def _document(folder: str, path: str, read: Callable[[str, bytes], Document]) -> Document:
    try:
        data = _bytes_of(folder, path)
    except OSError as error:
        return Document(path, fault=f"the file cannot be read: {error.strerror}")
    return read(path, data)


def read_site(folder: str, url: str = "") -> Site:
    """Read any folder of HTML as the site that is published at ``url``."""
    files = frozenset(path for path, _ in walk(folder))
    return Site(url, files, read_documents(folder, sorted(files)))


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: parsing makes no cycles, and Pelican keeps many objects to scan."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


Stamps = dict[str, tuple[int, int, int]]
"""For each file, values that change when the file is written again."""


def stamps(folder: str) -> Stamps:
    """Return the inode, modification time (ns) and size (bytes) of each file in a folder, if it exists."""
    if not os.path.isdir(folder):  # noqa: PTH112
        return {}
    found = {}
    for path, entry in walk(folder):
        status = entry.stat()
        found[path] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found


def texts_below(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the path, as the author can open it, and the text of every file in a folder, sorted."""
    for path in sorted(path for path, _ in walk(folder)) if os.path.isdir(folder) else ():  # noqa: PTH112
        yield shown(f"{folder}/{path}"), read_text(folder, path)


def is_file(path: str) -> bool:
    """Tell whether there is a file at ``path``."""
    return os.path.isfile(path)  # noqa: PTH113


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path is inside a folder after links and dots are resolved."""
    return Path(path).resolve().is_relative_to(Path(folder).resolve())


def posix(path: str) -> str:
    """Return a normalized output path with ``/``."""
    return os.path.normpath(path).replace(os.sep, "/")


def fix_files(edits: "Mapping[str, Edits]", *, write: bool) -> Iterator[str]:
    """Make the edits, or only show them; yield the lines of a diff of each file, and the refused edits."""
    from ..fix.correct import correct, diff  # noqa: PLC0415 - needed only if there are faults

    links = files = 0
    for path, wanted in sorted(edits.items()):
        before = Path(path).read_bytes() if wanted.edits else b""
        after, made, refused = correct(path, before, wanted)
        yield from refused
        if not made:
            continue
        links, files = links + len(made), files + 1
        yield from diff(path, before, after)
        if write:
            _replace(Path(path).resolve(), after)
    done = "corrected (run the check again)" if write else "can be corrected (with --write)"
    yield f"{_count(links, 'link')} in {_count(files, 'file')} {done}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _replace(path: Path, data: bytes) -> None:
    """Replace a file atomically, and keep its permissions."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(data)
        shutil.copymode(path, new)
        replace(new, path)
    finally:
        new.unlink(missing_ok=True)
