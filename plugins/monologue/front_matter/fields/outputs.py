"""Which file of the output belongs to whom, so that none is written over another. No disk."""

from posixpath import normpath
from unicodedata import normalize

MAX_NAME, MAX_PATH = 255, 4_000
"""Bytes of UTF-8 of one name, and of a path: the limits of Linux and of most file systems."""
MAX_FOLDERS = 100
"""Python makes nested folders by recursion."""


class Outputs:
    """The files of one output folder, each with its owner: the source or the listing that it is made of.

    Two paths are one file where some system makes one file of them: names that
    differ in case or Unicode normal form only (macOS, Windows), or in dots and
    spaces at their end (Windows).
    """

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self.replaced: set[str] = set()
        """Documents of the theme that a content takes the place of, on purpose."""
        self.places: dict[str, tuple[int, int]] = {}
        """Line and column of the field, in the source that is an owner, which gives its address."""

    def owner(self, save_as: str, but: str = "") -> str:
        """Return who has the file ``save_as``, a folder in its place, or a file in the place of its folders.

        Nothing, if nobody has but ``but``.
        """
        key = _key(save_as)
        found = [self._files.get(key, ""), self._folders.get(key, "")]
        found += [self._files.get(folder, "") for folder in _above(key)]
        return next((owner for owner in found if owner and owner != but), "")

    def exact(self, save_as: str) -> str:
        """Return who has this very file; nothing if nobody has."""
        return self._files.get(_key(save_as), "")

    def claim(self, save_as: str, owner: str) -> str:
        """Give a free file to ``owner``; return who has it, or something in its place."""
        if other := self.owner(save_as, owner):
            return other
        key = _key(save_as)
        self._files[key] = owner
        for folder in _above(key):
            self._folders.setdefault(folder, owner)
        return owner

    def release(self, save_as: str) -> None:
        """Take a file from its owner."""
        self._files.pop(_key(save_as), None)


def _key(save_as: str) -> str:
    path = normalize("NFC", normpath(save_as.lstrip("/")).casefold())
    return "/".join(name.rstrip(". ") or name for name in path.split("/"))


def _above(key: str) -> list[str]:
    names = key.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names))]


def why_unwritable(save_as: str) -> str:
    """Say why a path cannot be that of a file, as what follows ``has``; nothing if it can, or is empty."""
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
