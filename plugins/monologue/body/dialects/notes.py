"""Find the file that a link of Obsidian means, anywhere in the vault, and its URL in Pelican's syntax.

Source: https://help.obsidian.md/links.
"""

from collections.abc import Sequence
from posixpath import dirname, join, normpath, splitext
from urllib.parse import quote

from ..commonmark.context import Context
from ..commonmark.headings import heading_id

NOTES = frozenset({"", ".md", ".markdown", ".mdx"})
RELATIVE = ("./", "../")


def paths_of(name: str, context: Context) -> Sequence[str]:
    """Return the paths of the files that a name means, the one that is taken first.

    ``./a`` and ``../a`` are relative to the folder of the text, and ``/a`` to the content folder.
    """
    if name.startswith(RELATIVE):
        name = join("/", dirname(context.text.path), name)
    if name.startswith("/"):
        exact = normpath(name).strip("/")
        return [path for path in context.files.find(exact) if is_at(path, exact)][:1]
    return context.candidates(name)


def is_at(path: str, name: str) -> bool:
    """Return whether a file is at a path that may lack ``.md``; the case of letters is not compared."""
    stem, ending = splitext(path)
    return name.casefold() in {path.casefold(), stem.casefold() if ending in NOTES else ""}


def is_note(path: str) -> bool:
    """Return whether a file is a note."""
    return splitext(path)[1].lower() in NOTES


def href_of(path: str, fragment: str) -> str:
    """Return the URL of a file; ``fragment`` begins with ``#``, or is empty."""
    if not is_note(path):
        return f"{{static}}/{quote(path)}{quote(fragment, safe='#=&')}"
    return f"{{filename}}/{quote(path)}{fragment_of(fragment)}"


def fragment_of(written: str) -> str:
    """Return the fragment for ``#Heading``, ``#Heading#Heading below it`` or ``#^id``."""
    last = written.rpartition("#")[2].strip()
    if not last:
        return ""
    return f"#{quote(last[1:] if last.startswith('^') else heading_id(last))}"
