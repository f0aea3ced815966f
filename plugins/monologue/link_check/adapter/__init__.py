"""Pelican's signals and objects in; what the other stages decide out. Only this stage knows Pelican."""

from .signals import connect

__all__ = ["connect"]
