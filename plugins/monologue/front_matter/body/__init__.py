"""The text below the front matter: conversions that other generators would do, and faults."""
