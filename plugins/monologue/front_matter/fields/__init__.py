"""Fields as plain data in; Pelican's metadata, and what is wrong with the fields, out."""
