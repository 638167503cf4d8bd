"""How everything looks: theme, pictures, and the pace of tapping."""
