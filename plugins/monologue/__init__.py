"""Publish a personal site and research worklogs from Markdown: one Pelican plugin made of parts.

``PLUGINS = ["monologue"]`` loads every part in its right order; each works alone, too:
``PLUGINS = ["monologue.link_check"]``. A part is switched off by its setting: ``LINK_CHECK = False``.
"""

from importlib import import_module

from .core import PARTS

__version__ = "0.1.0"


def register() -> None:
    """Connect every part to Pelican; a site that copied only some of them has only those."""
    for part in PARTS:
        import_module(f".{part}", __name__).register()
