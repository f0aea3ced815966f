"""What differs when a site is published: ``from monologue.publishing import *`` in its ``publishconf.py``."""

import os as _os

FAIL_ON = "error"

FEED_ALL_ATOM = "feeds/all.atom.xml"
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"

# Drafts and articles with a date in the future are published only with --drafts and --future.
if "PUBLISH_DRAFTS" not in _os.environ:
    DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
    DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
WITH_FUTURE_DATES = "PUBLISH_FUTURE" in _os.environ

if "GITHUB_STEP_SUMMARY" in _os.environ:  # in a workflow of GitHub, the report is shown below its run
    REPORT = {"markdown": _os.environ["GITHUB_STEP_SUMMARY"]}
