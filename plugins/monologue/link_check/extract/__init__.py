"""The text of a written file in; the links that it uses and the fragments that it defines out."""
