"""The theme has no rules: it reports nothing, and an error in its setting stops the build."""

from ..core.rule import Rule

RULES: dict[str, Rule] = {}
