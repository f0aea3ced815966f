"""Faults in a text that Python-Markdown reads, which keeps no lines: they are found in the text itself."""
