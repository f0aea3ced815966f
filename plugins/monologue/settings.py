"""The defaults of a site: ``from monologue.settings import *`` at the top of its ``pelicanconf.py``.

Every name is a setting of Pelican's or of this bundle; what the site sets below the import wins.
"""

from pathlib import Path as _Path

PLUGINS = ["monologue"]
_theme = _Path(__file__).resolve().parents[2] / "theme"  # in a clone, or a copy of one
THEME = str(_theme) if (_theme / "templates/base.html").is_file() else "monologue"

PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["blog"]
STATIC_PATHS = ["images"]
# Pelican compares base names: without these, `.obsidian/` and `.draft.md` would be published.
IGNORE_FILES = [".*", "**/.*", "__pycache__", "*~"]
READERS = {"html": None}
USE_FOLDER_AS_CATEGORY = False  # every article is in blog/; a category is what its front matter names
DISPLAY_PAGES_ON_MENU = DISPLAY_CATEGORIES_ON_MENU = False  # the menu is MENUITEMS

SITEURL = ""
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ("C",)  # the same output on every machine

# Files in output/ that no build wrote and that a build keeps. The first one is for Pelican's own
# DELETE_OUTPUT_DIRECTORY: `build` and `publish` never replace a repository.
OUTPUT_RETENTION = [".git", "CNAME", ".nojekyll", ".well-known", ".htaccess"]

LINK_CHECK = {"mark_external": True}
BODY = {"smart_quotes": False}  # quotation marks and dashes stay as the author wrote them

# The Markdown of GitHub, Astro, Hugo and Obsidian: fences in lists and with text after the language,
# task lists, ~~strike~~, ==mark==, bare URLs, `> [!NOTE]`.
MARKDOWN = {
    "extensions": [
        *("pymdownx.extra", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.mark"),
        *("pymdownx.magiclink", "pymdownx.quotes", "pymdownx.highlight"),
        *("sane_lists", "admonition", "toc"),
    ],
    "extension_configs": {
        "pymdownx.highlight": {"guess_lang": False},
        "pymdownx.superfences": {"relaxed_headers": True},
        "pymdownx.tilde": {"subscript": False},
        "pymdownx.quotes": {"callouts": True},
    },
}

# One URL for each content, without a file extension; editing a title does not change it.
SLUGIFY_SOURCE = "basename"
ARTICLE_URL, ARTICLE_SAVE_AS = "blog/{slug}/", "blog/{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = "{lang}/blog/{slug}/", "{lang}/blog/{slug}/index.html"
PAGE_LANG_URL, PAGE_LANG_SAVE_AS = "{lang}/{slug}/", "{lang}/{slug}/index.html"
DRAFT_URL, DRAFT_SAVE_AS = "drafts/{slug}/", "drafts/{slug}/index.html"
DRAFT_PAGE_URL, DRAFT_PAGE_SAVE_AS = "drafts/pages/{slug}/", "drafts/pages/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "category/{slug}/", "category/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "author/{slug}/", "author/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archives/{date:%Y}/", "archives/{date:%Y}/index.html"
# `C++`, `C#` and `C` are three tags, or categories.
CATEGORY_REGEX_SUBSTITUTIONS = TAG_REGEX_SUBSTITUTIONS = [
    (r"\+", "-plus"),
    (r"#", "-sharp"),
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
]

DIRECT_TEMPLATES = ["home", "index", "archives", "categories", "tags", "authors", "404", "sitemap", "robots"]
SITEMAP_SAVE_AS = ROBOTS_SAVE_AS = ""  # written when the site is published
HOME_SAVE_AS = "index.html"
INDEX_SAVE_AS, INDEX_URL = "blog/index.html", "blog/"
ARCHIVES_SAVE_AS, ARCHIVES_URL = "archives/index.html", "archives/"
CATEGORIES_SAVE_AS, CATEGORIES_URL = "categories/index.html", "categories/"
TAGS_SAVE_AS, TAGS_URL = "tags/index.html", "tags/"
AUTHORS_SAVE_AS, AUTHORS_URL = "authors/index.html", "authors/"
DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Feeds need an absolute URL; they are written when the site is published.
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
