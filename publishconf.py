"""The settings that differ when the site is published."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that it works from any folder
from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "https://example.org")
FAIL_ON = "error"

FEED_ALL_ATOM = "feeds/all.atom.xml"
DIRECT_TEMPLATES = [*DIRECT_TEMPLATES, "sitemap", "robots"]  # noqa: F405
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"

# Drafts and articles with a future date are published only with the options of `invoke publish`.
if "PUBLISH_DRAFTS" not in os.environ:
    DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
    DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
WITH_FUTURE_DATES = "PUBLISH_FUTURE" in os.environ

if "GITHUB_STEP_SUMMARY" in os.environ:  # on GitHub Actions: show the report in the run's summary
    REPORT = {"markdown": os.environ["GITHUB_STEP_SUMMARY"]}

# The target of `invoke publish --deploy`, one of:
# DEPLOY = {"rsync": "me@example.org:/var/www/site/"}
# DEPLOY = {"branch": "gh-pages"}
