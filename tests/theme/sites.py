"""Build the sample site with different settings."""

import shutil
from pathlib import Path

from browser import ORIGIN
from conftest import ROOT, Build, run_pelican

SAMPLE = ROOT / "tests" / "theme" / "sample"

WITHOUT_PLUGINS = f"""
import jinja2

THEME = {str(ROOT / "theme")!r}
PLUGINS = []
JINJA_ENVIRONMENT = {{"undefined": jinja2.StrictUndefined}}
"""
"""No other setting, so that a template that requires one fails the build."""

THEME_ONLY = f"""
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
PLUGINS = ["monologue.theme"]
"""
"""The theme with its plugin, without any other setting."""

STRICT = WITHOUT_PLUGINS + THEME_ONLY

EVERYTHING = f"""
SITENAME = "Sample & <site>"
SITESUBTITLE = "All that Pelican can write"
SITEURL = {ORIGIN!r}
AUTHOR = "Nobody"
TIMEZONE = "UTC"
LOCALE = ("C",)
DIRECT_TEMPLATES = ["home", "index", "archives", "categories", "tags", "authors", "404"]
HOME_SAVE_AS = "index.html"
INDEX_SAVE_AS, INDEX_URL = "blog/index.html", "blog/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL = "archives/{{date:%Y}}.html"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL = "archives/{{date:%Y-%m}}.html"
DAY_ARCHIVE_SAVE_AS = DAY_ARCHIVE_URL = "archives/{{date:%Y-%m-%d}}.html"
DEFAULT_PAGINATION = 2
PAGINATION_PATTERNS = [
    (1, "{{url}}", "{{save_as}}"),
    (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html"),
]
MENUITEMS = [("Blog & more", "/blog/"), ("Elsewhere", "https://example.org/?a=1&b=2")]
LINKS = [("A <link>", "https://example.org/")]
SOCIAL = [("Me", "https://example.org/@me")]
FEED_ALL_RSS = "feeds/all.rss.xml"
FEED_ATOM = "feeds/main.atom.xml"
FEED_RSS = "feeds/main.rss.xml"
TAG_FEED_ATOM = "feeds/tag-{{slug}}.atom.xml"
TAG_FEED_RSS = "feeds/tag-{{slug}}.rss.xml"
CATEGORY_FEED_RSS = "feeds/category-{{slug}}.rss.xml"
"""

FOUND = """
SITEURL = "https://example.org/sub"
AUTHOR = "O'Bob & Sons"
SLUGIFY_SOURCE = "basename"
SOCIAL = [("Me", "https://social.example/@me"), ("Mail", "mailto:me@example.org")]
DIRECT_TEMPLATES += ["sitemap", "robots"]
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"
"""


def build_sample(root: Path, settings: str = "", **environment: str) -> Build:
    """Build the sample content with ``settings``, or with the theme only."""
    shutil.copytree(SAMPLE, root / "content")
    arguments = ["content", "-t", str(ROOT / "theme"), "-o", "output"]
    if settings:
        (root / "settings.py").write_text(settings, encoding="utf-8")
        arguments += ["-s", "settings.py"]
    return run_pelican(root, *arguments, **environment)
