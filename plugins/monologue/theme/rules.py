"""The theme reports nothing: a mistake in its setting stops the build."""

from ..core.rule import Rule

RULES: dict[str, Rule] = {}
