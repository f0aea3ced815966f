"""The connection to Pelican. Only this package imports Pelican and touches the disk."""

from .signals import connect

__all__ = ["connect"]
