"""A quick test for Pelican's links to files, ``{filename}x.md``: its own search takes a millisecond."""

import re
from collections.abc import Mapping
from typing import Any

USUAL = "[{|](?P<what>.*?)[|}]"
"""The default of the setting ``INTRASITE_LINK_REGEX``."""
BEGINNING = re.compile(r"""=\s*["'][{|]""")
"""What each of these links contains: the beginning of a value in quotes."""


def may_have_links(html: str, settings: Mapping[str, Any]) -> bool:
    """Return whether a text may have such links; False only if it has none."""
    return settings["INTRASITE_LINK_REGEX"] != USUAL or bool(BEGINNING.search(html))
