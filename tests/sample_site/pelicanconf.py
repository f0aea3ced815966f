"""The settings of the tests' sample site. What differs when it is published is in publishconf.py."""

from monologue.settings import *  # noqa: F403

SITENAME = "Monologue"
SITESUBTITLE = "Worklogs, written while the work goes on"
AUTHOR = "Monologue"

LINK_CHECK = {
    "mark_external": True,
    "ignore": ["https://example.com/*"],  # reserved for examples (RFC 2606): no such pages exist
}

MENUITEMS = [("Blog", "/blog/"), ("About", "/about/")]
