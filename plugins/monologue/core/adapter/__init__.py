"""What speaks to Pelican and the machine for all parts: registration, the runner, the log, the report."""
