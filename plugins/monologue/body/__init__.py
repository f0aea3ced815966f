"""Read the text below the front matter as the generator that it was written for reads it.

Texts of Astro, Hugo, Jekyll, Eleventy, Quarto, Zola and Obsidian are CommonMark with that generator's
extensions; those of Pelican and MkDocs are read by Python-Markdown, with the site's setting ``MARKDOWN``.
The setting, a dictionary, overrides that::

    PLUGINS = ["monologue.front_matter", "monologue.body"]
    BODY = {"engines": {"notes": "commonmark"}, "extensions": ["mdit_py_plugins.field_list.fieldlist_plugin"]}

Needs the part ``front_matter``, whose reader detects the dialect and calls ``settings["BODY_CONVERTER"]``.
"""

from ..core.adapter.part import Part

PART = Part(
    "body",
    "BODY",
    {
        "markdown_it": "markdown-it-py",
        "mdit_py_plugins": "mdit-py-plugins",
        "pygments": "Pygments",
    },
    late=(".body.convert",),
)
register = PART.register
