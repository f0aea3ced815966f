"""Extract from the text of a file the links that it uses and the fragments that it defines."""
