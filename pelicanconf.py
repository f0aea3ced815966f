"""The settings of the sample site. What differs when it is published is in publishconf.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))  # the package of this clone, not an installed one
from monologue.settings import *  # noqa: F403

SITENAME = "Monologue"
SITESUBTITLE = "Worklogs, written while the work goes on"
AUTHOR = "Monologue"

LINK_CHECK = {
    "mark_external": True,
    "ignore": ["https://example.com/*"],  # reserved for examples (RFC 2606): no such pages exist
}

BODY = {"smart_quotes": False}  # the texts have the author's own quotes

MENUITEMS = [("Blog", "/blog/"), ("About", "/about/")]
