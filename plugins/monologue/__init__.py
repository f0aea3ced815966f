"""Publish a personal site and research worklogs from Markdown: one Pelican plugin made of parts.

``PLUGINS = ["monologue"]`` loads every part in its right order; each works alone, too:
``PLUGINS = ["monologue.link_check"]``. A part is switched off by its setting: ``LINK_CHECK = False``.
"""

from importlib import import_module

PARTS = ("front_matter", "date_labels", "link_check")
"""In the order in which they connect to Pelican's signals: a part may read what earlier parts added."""


def register() -> None:
    """Connect every part to Pelican."""
    for part in PARTS:
        import_module(f".{part}", __name__).register()
