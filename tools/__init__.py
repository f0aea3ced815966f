"""What the tasks need beyond Pelican: a server that reloads pages, and a publish that cannot break the published site."""
