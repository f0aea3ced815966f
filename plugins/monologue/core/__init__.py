"""Shared by all parts of the bundle: diagnostics, rules, settings and the report."""

__version__ = "0.1.0"

PARTS = ("build_cache", "body", "front_matter", "date_labels", "public_files", "theme", "link_check")
"""In the order in which they connect to Pelican's signals: a part can use what earlier parts added."""
