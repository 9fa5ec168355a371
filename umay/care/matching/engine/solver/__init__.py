"""The best match for a whole country, one group per family, with its proof (docs/decisions/0041-national-match.md)."""
