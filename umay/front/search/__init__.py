"""One box for a name or a number."""
