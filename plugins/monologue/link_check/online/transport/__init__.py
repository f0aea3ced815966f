"""One request in; what the other host answered out. Only this stage knows sockets."""
