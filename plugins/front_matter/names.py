"""What a file's own name says: its slug, its date, and a title where there is no other."""

import re
from dataclasses import dataclass
from posixpath import splitext

FILE_DATE = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[-_ ](?P<rest>.+))?\Z")
BUNDLES = frozenset({"index", "_index"})


@dataclass(frozen=True, slots=True)
class FileName:
    """The parts of a path below the content folder."""

    name: str
    """Without ending and date; that of the folder for a bundle's ``index.md``."""
    date: str
    """``YYYY-MM-DD`` as it stands at the beginning, or empty."""
    folder: str
    """The name of the folder that the file, or its bundle, is in; no ``_posts``; may be empty."""
    is_draft: bool
    """Whether it lies in Jekyll's ``_drafts``."""


def read_name(path: str, roots: frozenset[str] = frozenset()) -> FileName:
    """Take apart ``path``; ``roots`` are the folders of articles and pages, which are never bundles."""
    *folders, last = path.split("/")
    parents = [folder for folder in folders if folder not in {"_posts", "_drafts"}]
    stem = splitext(last)[0]
    if stem in BUNDLES and parents and "/".join(parents) not in roots:
        stem = parents.pop()
    folder = parents[-1] if parents else ""
    dated = FILE_DATE.match(stem)
    name, date = (dated["rest"] or stem, dated["date"]) if dated else (stem, "")
    return FileName(name, date, folder, is_draft="_drafts" in folders)


def title_from(name: str) -> str:
    """Turn ``my-first_post`` into ``My First Post``, as Jekyll does; what has blanks or capitals is kept."""
    if " " in name or name != name.lower():
        return name
    return " ".join(word.capitalize() for word in re.split(r"[-_]+", name)).strip() or name
