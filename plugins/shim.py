"""Make the package ``monologue`` visible to ``pelican-plugins``; part of the wheel only."""

from monologue import register  # noqa: F401
