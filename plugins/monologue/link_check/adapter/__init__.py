"""Connect the check to Pelican. Only this package depends on Pelican."""

from .signals import connect

__all__ = ["connect"]
