"""The text below the front matter in; what other generators would have made of it, or a fault, out."""
