"""Pages of the offices room."""
