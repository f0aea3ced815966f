"""The theme reports nothing: an invalid setting stops the build."""

from ..core.rule import Rule

RULES: dict[str, Rule] = {}
