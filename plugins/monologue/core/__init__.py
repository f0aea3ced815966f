"""What all parts of the bundle share: diagnostics, rules, settings that are read with care, one report."""

PARTS = ("front_matter", "date_labels", "theme", "link_check")
"""In the order in which they connect to Pelican's signals: a part may read what earlier parts added."""
