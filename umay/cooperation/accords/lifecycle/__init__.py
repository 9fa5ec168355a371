"""The moves of the accords room, by noun."""
