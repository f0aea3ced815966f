"""Create an article or a page: a file with valid front matter in the folder where the site looks for it."""

import re
import unicodedata
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

import yaml

from ..core.adapter.system import why_refused
from .site_settings import Settings

PATHS = {"article": "ARTICLE_PATHS", "page": "PAGE_PATHS"}
"""For each kind, Pelican's setting with its folders."""
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names of devices on Windows, which no file can have, with any extension."""
LONGEST = 200
"""The longest name in bytes: file systems allow 255, and a build derives longer names from it."""


class Created(NamedTuple):
    """A file that was created."""

    path: Path
    url: str
    """The URL of the draft in a build, relative to the site; empty if the site does not write drafts."""


def new(settings: Settings, kind: str, title: str, day: date) -> Created:
    """Write a draft with this title into the folder where the site's ``settings`` look for its kind.

    ``kind`` is ``article`` or ``page``. The file name, and so the URL, is made
    from the title.

    Raises:
        ValueError: If the title has no letter or digit to make a name from, is not
            valid Unicode text, or gives a name that Windows or this system does not allow.
        FileExistsError: If the file exists; it is left unchanged.
    """
    if any(unicodedata.category(char) == "Cs" for char in title):  # bytes in another encoding
        raise ValueError(f"{title!r} is not valid Unicode text")
    slug = slug_of(title)
    if not slug:
        raise ValueError(f"{title!r} has no letter or digit to make a file name from")
    if slug in DEVICES:
        raise ValueError(f"{title!r} makes the file name {slug}.md, which Windows does not allow")
    if reason := why_refused(f"{slug}.md"):
        raise ValueError(f"the file of {title!r} would have {reason}")
    content = Path(settings["PATH"])
    path = content / next(iter(settings[PATHS[kind]]), "") / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(front_matter(title, day).encode())
    except FileExistsError:
        raise FileExistsError(f"{path.relative_to(content.parent).as_posix()} already exists") from None
    return Created(path, draft_url(settings, kind, path, title, day))


def draft_url(settings: Settings, kind: str, path: Path, title: str, day: date) -> str:
    """Return the URL that Pelican gives to a draft with this source; empty if drafts are not written."""
    from pelican.contents import Article, Page  # noqa: PLC0415 - only this command needs Pelican
    from pelican.urlwrappers import Category  # noqa: PLC0415

    metadata = {
        "title": title,
        "date": datetime.combine(day, time()),
        "status": "draft",
        "category": Category(settings["DEFAULT_CATEGORY"], settings),
    }
    kind_of = Article if kind == "article" else Page
    draft = kind_of("", metadata, settings=dict(settings), source_path=str(path), context={})
    return str(draft.url) if draft.save_as else ""


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
