"""Build only what changed: reuse what a former build read and rendered, if all it depends on is the same.

The output and the report are those of a clean build, byte for byte. ``BUILD_CACHE = False`` switches the
part off; a dictionary overrides its defaults::

    PLUGINS = ["monologue.build_cache"]
    BUILD_CACHE = {"folder": ".monologue", "trusted": ["pelican.plugins.sitemap"]}

Texts are read, and documents rendered, in two processes where the system can fork. What depends on
something that the part does not know, such as the clock or another plugin, is made again in every build.
"""

from ..core.adapter.part import Part

PART = Part("build_cache", "BUILD_CACHE")
register = PART.register
