"""Send one request and return its response. Only this package uses sockets."""
