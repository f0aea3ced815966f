"""Begin an article or a page: a file with front matter that is right, where the site looks for it."""

import json
import re
from datetime import date
from pathlib import Path

FOLDERS = {"article": "blog", "page": "pages"}


def new(content: Path, kind: str, title: str, day: date) -> Path:
    """Write a draft with this title below the folder ``content``, and return its path.

    ``kind`` is ``article`` or ``page``. The file's name, and so its address,
    comes from the title.

    Raises:
        ValueError: If the title has no letter or digit to make a name of.
        FileExistsError: If there is such a file; it is left as it is.
    """
    slug = "-".join(re.findall(r"\w+", re.sub(r"['\u2019]", "", title.lower())))
    if not slug:
        raise ValueError(f"{title!r} has no letter or digit to make a file's name of")
    path = content / FOLDERS[kind] / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    path.write_text(front_matter(title, day), encoding="utf-8")
    return path


def front_matter(title: str, day: date) -> str:
    """Return the front matter of a draft. A JSON string is a YAML one, whatever the title holds."""
    quoted = json.dumps(title, ensure_ascii=False)
    return f'---\ntitle: {quoted}\ndescription: ""\ndate: {day.isoformat()}\ndraft: true\n---\n\n'
