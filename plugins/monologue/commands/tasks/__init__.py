"""The command line: a task of Invoke for each command of a site, with its options and messages."""
