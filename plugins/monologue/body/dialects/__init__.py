"""What each generator adds to CommonMark: a table of extensions."""
