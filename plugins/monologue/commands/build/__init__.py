"""Run Pelican in a separate process, and return whether the site is complete."""
