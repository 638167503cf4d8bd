"""A second opinion on the rules: the pack, translated for other rule engines."""
