"""This part reports nothing of its own: a file in the place of another is reported by ``front_matter``."""

from ..core.rule import Rule

RULES: dict[str, Rule] = {}
