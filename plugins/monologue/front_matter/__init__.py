"""Read front matter of Astro, Hugo, Jekyll, Eleventy, Quarto, Obsidian, Zola, MkDocs and Pelican.

The Markdown of such a site is put into ``content/`` as it is. The one setting
is a dictionary; without it everything is found from each file's own shape::

    PLUGINS = ["monologue.front_matter"]
    FRONT_MATTER = {"dialects": {"notes": "obsidian"}, "fields": {"added": "date"}}

``python -m monologue.front_matter content/blog/x.md`` shows how a file was read.
"""

from ..core.part import Part

PART = Part("front_matter", "FRONT_MATTER", {"yaml": "PyYAML", "markdown": "Markdown"})
register = PART.register
