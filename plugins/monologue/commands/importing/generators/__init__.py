"""One module for each generator: a ``Source`` becomes a ``Former``."""
