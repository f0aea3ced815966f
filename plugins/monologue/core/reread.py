"""What the parts do for one content that is read again after a build, to render its document alone."""

from collections.abc import Callable, MutableMapping
from typing import Any

REREAD = "COMPLETE_REREAD_CONTENT"
"""The key of Pelican's settings for these functions."""


def when_reread(settings: MutableMapping[str, Any], complete: Callable[[Any], None]) -> None:
    """Register what a part does for one content as it does for all at ``all_generators_finalized``."""
    settings.setdefault(REREAD, []).append(complete)


def complete_reread(content: Any) -> None:
    """Complete a content that was read again."""
    for complete in content.settings.get(REREAD, ()):
        complete(content)
