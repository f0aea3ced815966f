"""One kind of address in, read by its own standard (URL, RFC 6068, RFC 3966); what is wrong with it out."""
