"""The file of the store."""
