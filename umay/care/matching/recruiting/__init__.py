"""What kind of family, where, would help about how many of the children who wait: worked out from the newest run."""
