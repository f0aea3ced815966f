"""Correct links in the author's files: a fault with its place in, the new bytes of a file out. No disk."""
