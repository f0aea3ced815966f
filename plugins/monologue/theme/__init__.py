"""Compute what the theme's templates print: style, policy, text, table of contents, words and metadata.

``MONOLOGUE``, the theme's only setting, is checked before any source is read. Without this part
the theme still renders every page, with fewer features: ``theme/templates/macros/plain.html``.
"""

from ..core.adapter.part import Part

PART = Part("theme", "MONOLOGUE", {"turbohtml": "turbohtml"})
register = PART.register
