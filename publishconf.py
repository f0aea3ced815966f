"""The settings that differ when the site is published."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that it works from any folder
from pelicanconf import *
from monologue.publishing import *

SITEURL = os.environ.get("SITEURL", "https://example.org")

# The target of `invoke publish --deploy`:
# DEPLOY = {"rsync": "me@example.org:/var/www/site/"}
# DEPLOY = {"branch": "gh-pages"}
