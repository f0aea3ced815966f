"""A fault of the output in; the path, line and column of the source where it can be mended out."""
