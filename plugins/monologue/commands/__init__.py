"""What the commands of a site do: build, serve, publish, deploy, new. Their options are in tasks.py."""
