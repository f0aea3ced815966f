"""Pelican's signals in; decisions of the other stages out. Only this stage knows Pelican and the disk."""

from .signals import connect

__all__ = ["connect"]
