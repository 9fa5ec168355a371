"""Pages of the accords room, by noun."""
