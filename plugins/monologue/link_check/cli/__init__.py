"""The command line: check a folder of HTML, print a report and return an exit status. No Pelican."""
