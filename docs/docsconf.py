"""The documentation as a site: `invoke dev.docs`. Its sources are the files that GitHub shows, unchanged."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))  # the package of this clone, not an installed one
from monologue.settings import *  # noqa: E402, F403

SITENAME = AUTHOR = "Monologue"
SITESUBTITLE = "A Pelican theme and plugins that publish a personal site and worklogs from Markdown"
SITEURL = ""
FAIL_ON = "warning"

PATH = str(ROOT)
PAGE_PATHS = ["README.md", "docs", "theme/README.md", "bench/README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
ARTICLE_PATHS = []
STATIC_PATHS = []
THEME_TEMPLATES_OVERRIDES = [str(ROOT / "docs" / "templates")]

# docs/publishing.md is /publishing/, theme/README.md is /theme/, and README.md is the front page.
PATH_METADATA = r"(?:docs/)?(?P<address>.+?)(?:/README)?\.md"
PAGE_TRANSLATION_ID = None
PAGE_URL, PAGE_SAVE_AS = "{address}/", "{address}/index.html"
EXTRA_PATH_METADATA = {
    "README.md": {"url": "", "save_as": "index.html"},
    "docs/README.md": {"url": "contents/", "save_as": "contents/index.html"},
}
DIRECT_TEMPLATES = ["404"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = YEAR_ARCHIVE_SAVE_AS = ""
MENUITEMS = [
    *(("Contents", "/contents/"), ("Commands", "/commands/"), ("Settings", "/settings/")),
    *(("Rules", "/rules/"), ("Theme", "/customising/")),
]
CONTENTS = (ROOT / "docs/README.md").read_text(encoding="utf-8")
LINKED = [(ROOT / "docs" / path).resolve() for path in re.findall(r"\]\(([\w./-]+\.md)\)", CONTENTS)]
ORDER = ["README.md", "docs/README.md", *(path.relative_to(ROOT).as_posix() for path in LINKED)]
"""The pages in the order of docs/README.md; each leads to the next."""
