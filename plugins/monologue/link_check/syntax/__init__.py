"""Parse one kind of link by its standard (URL, RFC 6068, RFC 3966) and report what is wrong with it."""
