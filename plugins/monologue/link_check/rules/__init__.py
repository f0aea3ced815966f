"""One use of a link in; what is wrong with it, or None, out. Each rule is a function."""

from .registry import ONLINE, RULES, Rule, documented

__all__ = ["ONLINE", "RULES", "Rule", "documented"]
