"""What the tasks need beyond Pelican: a server that reloads, a publish that cannot break a site."""
