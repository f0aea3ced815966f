"""Publish a personal site and research worklogs from Markdown: one Pelican plugin made of parts.

``PLUGINS = ["monologue"]`` loads all parts in the right order; each also works alone:
``PLUGINS = ["monologue.link_check"]``. A part's setting disables it: ``LINK_CHECK = False``.
"""

import sys

# Before any import, and without newer syntax: an older Python could not parse the other modules.
if sys.version_info < (3, 11):  # noqa: UP036
    version = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        "Monologue needs Python 3.11 or newer; this is Python "
        + version
        + " (install a newer one, and make .venv again)"
    )

from importlib import import_module

from .core import PARTS, __version__

__all__ = ["__version__", "register"]


def register() -> None:
    """Connect every part to Pelican; if a site has copied only some of them, only those."""
    for part in PARTS:
        import_module(f".{part}", __name__).register()
