"""Serve a site while its author writes: a watcher, a builder and a server."""
