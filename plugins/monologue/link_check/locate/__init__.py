"""Find the path, line and column in the author's files for each fault of the output."""
