"""The owner of each output file, so that no file overwrites another. Does not touch the disk."""

from posixpath import normpath
from unicodedata import normalize

MAX_NAME, MAX_PATH = 255, 4_000
"""In bytes of UTF-8: the limits of Linux and of most file systems."""
MAX_FOLDERS = 100
"""Python creates nested folders recursively."""


class Outputs:
    """The files of one output folder, each with its owner: the source or listing from which it is made.

    Two paths are the same file if they are the same on some system: names that
    differ only in case or Unicode normal form (macOS, Windows), or in trailing
    dots and spaces (Windows).
    """

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self.replaced: set[str] = set()
        """Documents of the theme that content replaces on purpose."""
        self.places: dict[str, tuple[int, int]] = {}
        """By owner, if it is a source file: the line and column of the field that sets its URL."""

    def owner(self, save_as: str, but: str = "") -> str:
        """Return the owner of the file ``save_as``, of a folder at its path, or of a file at a parent's path.

        Return an empty text if there is none other than ``but``.
        """
        key = _key(save_as)
        found = [self._files.get(key, ""), self._folders.get(key, "")]
        found += [self._files.get(folder, "") for folder in _above(key)]
        return next((owner for owner in found if owner and owner != but), "")

    def exact(self, save_as: str) -> str:
        """Return the owner of exactly this file, or an empty text."""
        return self._files.get(_key(save_as), "")

    def claim(self, save_as: str, owner: str) -> str:
        """Claim a file for ``owner`` if it is free; return its owner, or the owner of what blocks it."""
        if other := self.owner(save_as, owner):
            return other
        key = _key(save_as)
        self._files[key] = owner
        for folder in _above(key):
            self._folders.setdefault(folder, owner)
        return owner

    def release(self, save_as: str) -> None:
        """Make a file free again."""
        self._files.pop(_key(save_as), None)


def _key(save_as: str) -> str:
    path = normalize("NFC", normpath(save_as.lstrip("/")).casefold())
    return "/".join(name.rstrip(". ") or name for name in path.split("/"))


def _above(key: str) -> list[str]:
    names = key.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names))]


def why_unwritable(save_as: str) -> str:
    """Return why a path cannot be a file, as the object of "has"; empty if it can, or if it is empty."""
    names = save_as.split("/")
    longest = max(len(name.encode(errors="surrogatepass")) for name in names)
    if longest > MAX_NAME:
        return f"a name of {longest} bytes, more than the {MAX_NAME} that file systems allow"
    if len(names) > MAX_FOLDERS:
        return f"{len(names) - 1} folders, more than the {MAX_FOLDERS} allowed"
    if save_as and (normpath(save_as) == "." or save_as.endswith("/")):
        return "no file name at its end"
    whole = len(save_as.encode(errors="surrogatepass"))
    return f"{whole} bytes, more than the {MAX_PATH:,} that file systems allow" if whole > MAX_PATH else ""
