"""The settings of this site. What differs when it is published is in publishconf.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))  # the package of this clone, not an installed one
from monologue.settings import *

SITENAME = "Monologue"
SITESUBTITLE = "Worklogs, written while the work goes on"
AUTHOR = "Monologue"

MENUITEMS = [("Blog", "/blog/"), ("About", "/about/")]
