"""The text of a file in; its fields as plain data with positions, and its body, out. No meaning yet."""
