"""Read front matter of Astro, Hugo, Jekyll, Eleventy, Quarto, Obsidian, Zola, MkDocs and Pelican.

The Markdown of such a site is put into ``content/`` as it is. The one setting
is a dictionary; without it everything is found from each file's own shape::

    PLUGINS = ["front_matter"]
    FRONT_MATTER = {"dialects": {"notes": "obsidian"}, "fields": {"added": "date"}}

``python -m front_matter content/blog/x.md`` shows how a file was read.
"""

from .adapter import register

__all__ = ["register"]
