"""Check the theme's one setting, ``MONOLOGUE``, before anything is read.

The theme works without this part; a mistake in the setting is then only noticed
while the first page is rendered.
"""

from ..core.part import Part

PART = Part("theme", "MONOLOGUE")
register = PART.register
