"""Compute what the theme's templates print: style sheet, policy, text, contents, UI strings, metadata.

``MONOLOGUE``, the theme's only setting, is checked before any content is read. Without this part
the theme still renders every page in a plain form: ``theme/templates/macros/plain.html``.
"""

from ..core.adapter.part import Part

PART = Part("theme", "MONOLOGUE", {"turbohtml": "turbohtml"}, late=("turbohtml",))
register = PART.register
