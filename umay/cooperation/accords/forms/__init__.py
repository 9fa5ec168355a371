"""Forms of the accords room, by noun."""
