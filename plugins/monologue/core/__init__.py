"""What all parts of the bundle share: diagnostics, rules, settings that are read with care, one report."""
