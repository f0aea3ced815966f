"""Parse the text of a file into its fields, as plain data with positions, and its body."""
