"""A site of three articles and a page, with its own small theme, for one change at a time."""

from collections.abc import Mapping
from pathlib import Path

SETTINGS = """
import json, os, sys
SITENAME, SITEURL, AUTHOR, TIMEZONE, LOCALE = "Small", "", "Ada", "UTC", ("C",)
PATH, THEME, PLUGIN_PATHS = "content", "theme", ["plugins"]
PLUGINS = ["monologue.build_cache", "monologue.public_files"]
ARTICLE_PATHS, PAGE_PATHS = ["blog"], ["pages"]
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
BUILD_CACHE = json.loads(os.environ["BUILD_CACHE"])
"""

Files = Mapping[str, str | bytes | None]
"""Paths and what they contain; None: no file."""

FILES: Files = {
    "content/blog/one.md": "Title: One\nDate: 2024-01-01\nTags: a, b\n\nThe first text.\n\nThe second.\n",
    "content/blog/two.md": "Title: Two\nDate: 2024-01-02\nTags: a\n\nTo [one]({filename}one.md).\n",
    "content/blog/three.md": "Title: Three\nDate: 2024-01-03\n\nThe third text. [gone]({filename}gone.md)\n",
    "content/pages/page.md": "Title: Page\n\nA page. ![x]({static}/images/x.png)\n",
    "content/images/x.png": b"picture",
    "theme/templates/article.html": "<h1>{{ article.title }}</h1>{{ article.content }}",
    "theme/templates/index.html": "{% for a in articles %}<h2>{{ a.title }}</h2>{{ a.summary }}{% endfor %}",
    "theme/static/a.css": "a {}",
}
"""The theme has no template for pages: Pelican takes those of ``simple``."""


def write(root: Path, files: Files) -> None:
    """Write or delete files."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data if isinstance(data, bytes) else data.encode())


def make(root: Path, settings: str = "", files: Files | None = None) -> None:
    """Write the site."""
    write(root, {**FILES, "pelicanconf.py": SETTINGS + settings, **(files or {})})
