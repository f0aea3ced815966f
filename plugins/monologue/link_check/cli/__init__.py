"""The arguments of a command in; a report of a folder of HTML, and an exit status, out. No Pelican."""
