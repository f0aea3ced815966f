"""Work out what the theme's templates print: style, policy, texts, contents, words, what machines read.

``MONOLOGUE``, the theme's one setting, is checked before anything is read. Without this part
the theme still renders every page, plainly: ``theme/templates/macros/plain.html``.
"""

from ..core.part import Part

PART = Part("theme", "MONOLOGUE", {"turbohtml": "turbohtml"})
register = PART.register
