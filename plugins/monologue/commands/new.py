"""Create an article or a page: a file with valid front matter in the folder where the site looks for it."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import yaml

FOLDERS = {"article": "blog", "page": "pages"}
LONGEST = 200
"""The longest name in bytes: file systems allow 255, and a build derives longer names from it."""


def new(content: Path, kind: str, title: str, day: date) -> Path:
    """Write a draft with this title below the folder ``content``, and return its path.

    ``kind`` is ``article`` or ``page``. The file name, and so the URL, is made
    from the title.

    Raises:
        ValueError: If the title has no letter or digit to make a name from, or
            is not valid Unicode text.
        FileExistsError: If the file exists; it is left unchanged.
    """
    if any(
        unicodedata.category(char) == "Cs" for char in title
    ):  # bytes in an encoding other than the terminal's
        raise ValueError(f"{title!r} is not valid Unicode text")
    slug = slug_of(title)
    if not slug:
        raise ValueError(f"{title!r} has no letter or digit to make a file name from")
    path = content / FOLDERS[kind] / f"{slug}.md"
    text = front_matter(title, day).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        raise FileExistsError(f"{path.relative_to(content.parent)} already exists") from None
    return path


def slug_of(title: str) -> str:
    """Return the letters, marks and digits of a title in lower case, its words joined by hyphens.

    Marks are kept because vowel signs of Indic scripts are marks: without them, it is another word.
    """
    plain = unicodedata.normalize("NFC", re.sub(r"['\u2019]", "", title)).lower()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in plain)
    slug = "-".join(kept.split())
    return slug.encode()[:LONGEST].decode(errors="ignore").rstrip("-")


def front_matter(title: str, day: date) -> str:
    """Return the front matter of a draft; the title may contain any characters."""
    quoted = yaml.safe_dump(title, default_style='"', allow_unicode=True, width=float("inf")).strip()
    return f'---\ntitle: {quoted}\ndescription: ""\ndate: {day.isoformat()}\ndraft: true\n---\n\n'
