"""What differs between operating systems: open files, file names, quoting, the encoding of a terminal."""

import io
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from errno import EACCES, ENOTEMPTY
from pathlib import Path

TRIES = 10
"""The number of attempts to rename or delete a file that another program has open."""
PAUSE = 0.1
"""Seconds between two attempts."""
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:[ .].*)?", re.IGNORECASE
)
"""Names of devices on Windows, with any extension.

Source: Microsoft, "Naming Files, Paths, and Namespaces"."""
NOT_ALLOWED = re.compile(r'[<>:"\\|?*\x00-\x1f]')
"""Characters that no file name has on Windows. After a colon, it would name a hidden part of the file."""
PLAIN_WORD = re.compile(r"[\w.:\\/~-]+")


def is_windows() -> bool:
    """Return whether this is Windows. Called each time, so that a test can simulate it."""
    return sys.platform == "win32"


def patiently(action: Callable[[], object]) -> None:
    """Rename or delete files; on Windows, try again for a second while another program has one open.

    A virus scanner, an index service or an editor has a file open only briefly. Other systems can
    rename and delete open files, so an error there is final.

    Raises:
        OSError: The error of the last attempt.
    """
    for _ in range(TRIES - 1 if is_windows() else 0):
        try:
            action()
            return
        except OSError as error:
            if error.errno not in (EACCES, ENOTEMPTY):
                raise
        time.sleep(PAUSE)
    action()


def rename(old: Path, new: Path) -> None:
    """Rename a folder patiently; ``new`` does not exist."""
    patiently(lambda: old.rename(new))


def replace(old: Path, new: Path) -> None:
    """Rename a file patiently; an existing file ``new`` is replaced."""
    patiently(lambda: old.replace(new))


def remove_folder(folder: Path) -> None:
    """Delete a folder and everything in it, patiently."""
    patiently(lambda: shutil.rmtree(folder) if folder.exists() else None)


def why_refused(path: str) -> str:
    """Return why Windows cannot have a file at a relative path, as the object of "has"; empty elsewhere.

    Windows would not report it: a text written to ``aux.html`` goes to a device and is lost.
    """
    for name in path.split("/") if is_windows() else ():
        if RESERVED.fullmatch(name):
            return f"the name {name}, which Windows reserves for a device"
        if found := NOT_ALLOWED.search(name):
            return f"the character {found[0]!r}, which Windows does not allow in a name"
    return ""


def quoted(word: str) -> str:
    """Return a word of a command line as the user can type it: in PowerShell on Windows, elsewhere in sh."""
    if not is_windows():
        return shlex.quote(word)
    if PLAIN_WORD.fullmatch(word):
        return word
    # Double quotes also work in cmd; but in PowerShell, a variable is replaced inside them.
    return "'" + word.replace("'", "''") + "'" if set(word) & set('$`"') else f'"{word}"'


def words_of(line: str) -> list[str]:
    """Return the words of a command line in a setting of the system, such as ``$EDITOR``.

    On Windows a backslash separates folders, and a path may contain spaces without quotes. The program
    is searched as a shell searches it, because ``code`` is the file ``code.cmd``.

    Raises:
        ValueError: If a quotation mark is not closed.
    """
    if not is_windows():
        return shlex.split(line)
    words = [line] if Path(line).is_file() else [word.strip("\"'") for word in shlex.split(line, posix=False)]
    return [shutil.which(words[0]) or words[0], *words[1:]] if words else []


def print_any_text() -> None:
    """Let this process print any text: what the encoding of the output lacks is escaped.

    On Windows, a redirected output has an encoding such as cp1252, and ``print`` would raise an error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
