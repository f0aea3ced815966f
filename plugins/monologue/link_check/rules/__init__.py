"""The rules: each is a function that takes one use of a link and returns what is wrong with it, or None."""

from .registry import ONLINE, RULES, LinkRule

__all__ = ["ONLINE", "RULES", "LinkRule"]
