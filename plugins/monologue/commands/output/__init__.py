"""The output folder: which files of it a build wrote, and the work folder next to it."""
