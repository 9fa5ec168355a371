"""My work: what waits for the person who asks."""
