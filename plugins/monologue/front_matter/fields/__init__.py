"""Turn fields, as plain data, into Pelican's metadata and faults."""
