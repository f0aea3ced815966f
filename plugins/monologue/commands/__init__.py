"""What the commands of a site do: build, serve, publish, deploy, new, new-site, upgrade; and their tasks."""
