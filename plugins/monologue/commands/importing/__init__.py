"""Import a site of another generator: detect it, read its configuration, plan, copy, report.

Only ``disk`` and ``copying`` touch the disk, and ``command`` connects the stages; all others are pure.
"""
