"""Read front matter of Astro, Hugo, Jekyll, Eleventy, Quarto, Obsidian, Zola, MkDocs and Pelican.

Put the Markdown of such a site into ``content/`` unchanged. Everything is detected
from the file itself; the setting, a dictionary, overrides that::

    PLUGINS = ["monologue.front_matter"]
    FRONT_MATTER = {"dialects": {"notes": "obsidian"}, "fields": {"added": "date"}}

``python -m monologue.front_matter content/blog/x.md`` shows how a file was read.
"""

from ..core.adapter.part import Part

PART = Part("front_matter", "FRONT_MATTER", {"yaml": "PyYAML", "markdown": "Markdown"}, late=("yaml",))
register = PART.register
