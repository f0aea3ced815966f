"""Run Pelican in a process of its own, and tell whether the site is complete."""
