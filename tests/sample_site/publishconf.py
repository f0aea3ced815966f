"""The settings of the sample site that differ when it is published."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that it works from any folder
from pelicanconf import *  # noqa: F403, I001 - what is published wins
from monologue.publishing import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "https://example.org")
