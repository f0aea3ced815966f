"""Connect to Pelican."""

from .signals import connect

__all__ = ["connect"]
